/// One complete request, its parts checked by the parser.
public struct HTTPRequest: Sendable {
    public var method: String
    /// As sent: visible ASCII, not decoded.
    public var target: String
    /// Names in lower case, values without surrounding blanks and without control characters.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// The client's IPv4 address in dotted form.
    public var remoteAddress: String
    /// Says when nobody waits for the answer any more.
    public var cancellation = RequestCancellation()
    var keepsAlive: Bool

    public init(
        method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        remoteAddress: String = "127.0.0.1"
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
        keepsAlive = true
    }

    /// The first header of this lower-case name.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The target up to `?`, still percent-encoded.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// The path's parts between slashes, percent-decoded; nil when an escape is malformed, is not UTF-8, or decodes
    /// to a slash or a control character.
    public var pathParts: [String]? {
        var parts: [String] = []
        for part in path.split(separator: "/") {
            guard let decoded = PercentEncoding.decode(part), !decoded.contains("/"),
                decoded.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
            else { return nil }
            parts.append(decoded)
        }
        return parts
    }

    /// The value of a query parameter, percent-decoded, `+` as a blank; nil when absent or malformed.
    public func query(_ name: String) -> String? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        for pair in target[target.index(after: mark)...].split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = sides.first, key == name else { continue }
            let value = sides.count > 1 ? sides[1] : ""
            return PercentEncoding.decode(Substring(String(value.map { $0 == "+" ? " " : $0 })))
        }
        return nil
    }
}

enum PercentEncoding {
    /// Decodes `%XX` escapes; nil when one is malformed or the bytes are not UTF-8.
    static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            if byte != UInt8(ascii: "%") {
                bytes.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(HexDigit.value), let low = iterator.next().flatMap(HexDigit.value)
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

enum HexDigit {
    static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 0x37
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 0x57
        default: nil
        }
    }
}
