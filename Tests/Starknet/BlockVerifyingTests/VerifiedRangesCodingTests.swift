import ByteCoding
import FiniteFields
import StarknetModel
import Testing

@testable import BlockVerifying

/// What a browser kept is decoded strictly: whoever could write there could have written anything.
struct VerifiedRangesCodingTests {
    private func encoded(_ ranges: [(first: UInt64, count: Int)], magic: String = "STARLVR2") -> [UInt8] {
        var writer = ByteWriter()
        writer.raw(Array(magic.utf8))
        writer.lengthPrefixed(Verdicts.fingerprint)
        writer.array(ranges) { writer, range in
            writer.u64(range.first)
            writer.felt(.one)
            writer.array([Felt252](repeating: .one, count: range.count)) { writer, hash in writer.felt(hash) }
            writer.array([UInt64]()) { writer, number in writer.u64(number) }
            writer.u128(5)
            writer.u128(5)
        }
        return writer.bytes
    }

    private func isRefused(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try VerifiedRanges(decoding: bytes)
            return false
        } catch { return error == .notCanonical }
    }

    @Test func `ranges lie apart and end before the numbers do`() {
        #expect(!isRefused(encoded([(1, 3), (5, 2), (.max - 2, 1)])))
        for ranges: [(UInt64, Int)] in [
            [(0, 1)], [(1, 3), (4, 2)], [(5, 2), (1, 3)], [(.max - 1, 1)], [(.max, 1)], [(.max, 3)], [(1, 0), (5, 4)],
        ] { #expect(isRefused(encoded(ranges)), "\(ranges)") }
        #expect(isRefused(encoded([(1, 3)], magic: "STARLVR3")))
    }

    @Test func `a verdict under another configuration is not taken in`() throws {
        var ranges = VerifiedRanges(configurationFingerprint: [UInt8](repeating: 8, count: 32))
        #expect(throws: VerifiedRange.Break.configuration) { try ranges.insert(Verdicts.block(1)) }
    }

    @Test func `nothing follows the last number`() throws {
        var range = VerifiedRange(
            first: .max, base: .one, hashes: [.one], incomplete: [], fingerprint: Verdicts.fingerprint, gasPrice: 5,
            nextGasPrice: 5)
        #expect(throws: VerifiedRange.Break.number) { try range.append(Verdicts.block(1)) }
    }
}
