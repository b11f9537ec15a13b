import Bzip2Coding
import Foundation
import Testing

struct Bzip2Tests {
    @Test func `what was compressed comes back`() throws {
        for count in [0, 1, 1000, 100_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
            #expect(try Bzip2.decompress(Bzip2.compress(bytes), bytesMax: count) == bytes)
        }
    }

    @Test func `a file of the bzip2 program is read`() throws {
        // `printf starling | bzip2 -9`
        let file = try #require(
            Data(base64Encoded: "QlpoOTFBWSZTWULELmUAAAMBgCClHAAgADEMCCA2iQGxzxdyRThQkELELmU="))
        #expect(try Bzip2.decompress([UInt8](file), bytesMax: 8) == Array("starling".utf8))
    }

    @Test func `more than allowed is refused`() throws {
        let bomb = try Bzip2.compress([UInt8](repeating: 0, count: 10_000_000))
        #expect(bomb.count < 1000)
        #expect(throws: Bzip2Error.tooLarge(max: 9_999_999)) { try Bzip2.decompress(bomb, bytesMax: 9_999_999) }
    }

    @Test func `damaged bytes are refused`() throws {
        let bytes = try Bzip2.compress(Array("one block of text, compressed".utf8))
        for count in 0..<bytes.count {
            #expect(throws: Bzip2Error.damaged) { try Bzip2.decompress(Array(bytes[..<count]), bytesMax: 1000) }
        }
        #expect(throws: Bzip2Error.trailing) { try Bzip2.decompress(bytes + [0], bytesMax: 1000) }
        var changed = bytes
        changed[12] ^= 1
        #expect(throws: Bzip2Error.damaged) { try Bzip2.decompress(changed, bytesMax: 1000) }
    }
}
