import Foundation
import Testing

import GzipCoding

@Suite struct GzipTests {
    /// What Debian's gzip makes of it: a reader that is not ours.
    func expand(_ bytes: [UInt8]) throws -> [UInt8] {
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-dc"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let writer = Thread {
            input.fileHandleForWriting.write(Data(bytes))
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        let result = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return [UInt8](result)
    }

    @Test(arguments: [0, 1, 511, 65_536, 1_000_003], [Gzip.Level.fast, .best])
    func `what was compressed expands to itself`(count: Int, level: Gzip.Level) throws {
        var state: UInt32 = 7
        let bytes = (0..<count).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 28)
        }
        let compressed = try #require(Gzip.compress(bytes, level: level))
        #expect(try expand(compressed) == bytes)
        if count > 1000 { #expect(compressed.count < count * 3 / 4) }
    }
}
