/// Writes a zip archive whose entries are not compressed (APPNOTE 4.3), for tests of what an archive holds.
struct StoredZip {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    mutating func add(_ name: String, _ content: [UInt8]) {
        let start = UInt32(bytes.count)
        let size = UInt32(content.count)
        // Version 2.0, no flags, stored, no time.
        let common: [UInt8] =
            Self.little(UInt16(20)) + Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
            + Self.little(UInt16(0x21)) + Self.little(Self.checksum(content)) + Self.little(size) + Self.little(size)
            + Self.little(UInt16(name.utf8.count)) + Self.little(UInt16(0))
        bytes += [0x50, 0x4b, 3, 4] + common + Array(name.utf8) + content
        directory += [0x50, 0x4b, 1, 2] + Self.little(UInt16(20)) + common
        directory += [UInt8](repeating: 0, count: 10) + Self.little(start) + Array(name.utf8)
        count += 1
    }

    var archive: [UInt8] {
        bytes + directory + [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + Self.little(count) + Self.little(count)
            + Self.little(UInt32(directory.count)) + Self.little(UInt32(bytes.count)) + [0, 0]
    }

    static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// CRC-32 of ISO 3309.
    private static func checksum(_ content: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in content {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xedb8_8320 : 0) }
        }
        return ~sum
    }
}
