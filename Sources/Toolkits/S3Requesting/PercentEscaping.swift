/// Escapes of the paths and queries that are signed: every byte but letters, digits and `-._~`, in upper-case hex.
package enum PercentEscaping {
    /// A path: slashes stay.
    package static func path(_ text: String) -> String { escaped(text, keeps: UInt8(ascii: "/")) }

    /// A query in the order in which it is signed.
    package static func query(_ items: [(name: String, value: String)]) -> String {
        items.map { (escaped($0.name), escaped($0.value)) }.sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(
            separator: "&")
    }

    private static func escaped(_ text: String, keeps other: UInt8? = nil) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if isUnreserved(byte) || byte == other {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
