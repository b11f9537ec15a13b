/// What the head of a request says about the body behind it.
enum BodyFraming: Equatable {
    case none
    case length(Int)
    case chunked
}

/// Parses the head of an HTTP/1.x request (RFC 9112), strictly: no folded lines, no bare line feeds, no blanks before
/// a colon, exactly one Host in HTTP/1.1, at most one length, and never a length beside a transfer coding, so that
/// no second server on the way could see another request.
struct HeadParser {
    let limits: HTTPLimits
    let bytes: ArraySlice<UInt8>
    private var at: Int
    private var minorVersion: UInt8 = 1
    private var hosts = 0
    private var length: Int?
    private var isChunked = false
    private(set) var expectsContinue = false

    /// Why a head is refused: the status to answer with.
    struct Refusal: Error, Equatable {
        let status: Int
    }

    /// `bytes`: request line and header lines, each closed by CRLF, without the empty line at the end.
    init(_ bytes: ArraySlice<UInt8>, limits: HTTPLimits) {
        self.bytes = bytes
        self.limits = limits
        at = bytes.startIndex
    }

    mutating func parse() throws(Refusal) -> (request: HTTPRequest, framing: BodyFraming) {
        var request = try requestLine()
        while at < bytes.endIndex {
            if request.headers.count >= limits.fieldsMax { throw Refusal(status: 431) }
            let field = try headerLine()
            try apply(field, to: &request)
            request.headers.append(field)
        }
        if minorVersion == 1, hosts != 1 { throw Refusal(status: 400) }
        if isChunked {
            if length != nil || minorVersion == 0 { throw Refusal(status: 400) }
            return (request, .chunked)
        }
        if let length, length > limits.bodyBytesMax { throw Refusal(status: 413) }
        return (request, (length ?? 0) == 0 ? .none : .length(length ?? 0))
    }

    private mutating func requestLine() throws(Refusal) -> HTTPRequest {
        let method = take { Self.isTokenByte($0) }
        guard !method.isEmpty, method.count <= 16, takeByte(0x20) else { throw Refusal(status: 400) }
        let target = take { $0 > 0x20 && $0 < 0x7F }
        if target.isEmpty { throw Refusal(status: 400) }
        if target.count > limits.targetBytesMax { throw Refusal(status: 414) }
        guard takeByte(0x20) else { throw Refusal(status: 400) }
        let version = Array(take { $0 != 13 })
        guard takeByte(13), takeByte(10), version.count == 8, version.starts(with: "HTTP/".utf8),
            version[6] == UInt8(ascii: ".")
        else { throw Refusal(status: 400) }
        guard version[5] == UInt8(ascii: "1"), version[7] == UInt8(ascii: "0") || version[7] == UInt8(ascii: "1") else {
            throw Refusal(status: 505)
        }
        minorVersion = version[7] - 0x30
        var request = HTTPRequest(method: Self.text(method), target: Self.text(target))
        request.keepsAlive = minorVersion == 1
        return request
    }

    private mutating func headerLine() throws(Refusal) -> (name: String, value: String) {
        let start = at
        let name = take { Self.isTokenByte($0) }
        guard !name.isEmpty, takeByte(UInt8(ascii: ":")) else { throw Refusal(status: 400) }
        _ = take { $0 == 0x20 || $0 == 9 }
        // Any other control character ends the value here and is refused by the CRLF check.
        var value = take { $0 >= 0x20 && $0 != 0x7F || $0 == 9 }
        guard takeByte(13), takeByte(10) else { throw Refusal(status: 400) }
        if at - start > limits.fieldBytesMax { throw Refusal(status: 431) }
        while let last = value.last, last == 0x20 || last == 9 { value.removeLast() }
        guard let text = String(validating: value, as: UTF8.self) else { throw Refusal(status: 400) }
        return (Self.text(name).lowercased(), text)
    }

    private mutating func apply(_ field: (name: String, value: String), to request: inout HTTPRequest) throws(Refusal) {
        let value = Self.lowercased(field.value)
        switch field.name {
        case "host": hosts += 1
        case "content-length":
            guard length == nil, !value.isEmpty, value.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else {
                throw Refusal(status: 400)
            }
            guard value.utf8.count <= 10, let parsed = Int(value) else { throw Refusal(status: 413) }
            length = parsed
        case "transfer-encoding":
            if isChunked || value != "chunked" { throw Refusal(status: 501) }
            isChunked = true
        case "connection":
            if value == "close" {
                request.keepsAlive = false
            } else if value == "keep-alive" {
                request.keepsAlive = true
            }
        case "expect":
            if value != "100-continue" { throw Refusal(status: 417) }
            expectsContinue = true
        default: break
        }
    }

    /// Lower case by ASCII's rules: Unicode's would make other letters into those of a keyword.
    private static func lowercased(_ text: String) -> String {
        let bytes = text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func take(while accept: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = bytes[at...].prefix(while: accept)
        at = taken.endIndex
        return taken
    }

    private mutating func takeByte(_ byte: UInt8) -> Bool {
        guard at < bytes.endIndex, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// `tchar` of RFC 9110.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
