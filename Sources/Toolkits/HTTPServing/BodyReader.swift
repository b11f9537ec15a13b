/// Collects the body of one request from the connection's input, decoding chunks. Pure: bytes in, progress out.
struct BodyReader {
    private enum Phase { case data(left: Int), chunkSize, chunkData(left: Int), chunkEnd, trailers(bytes: Int) }
    private var phase: Phase
    private(set) var body: [UInt8] = []
    let limits: HTTPLimits

    enum Progress: Equatable {
        case needsMore
        case complete
        /// Malformed or too large: the status to answer with.
        case refused(Int)
    }

    init(_ framing: BodyFraming, limits: HTTPLimits) {
        self.limits = limits
        switch framing {
        case .none: phase = .data(left: 0)
        case .length(let length): phase = .data(left: length)
        case .chunked: phase = .chunkSize
        }
    }

    /// Takes what belongs to the body from `input` at `position` on.
    mutating func read(_ input: [UInt8], _ position: inout Int) -> Progress {
        while true {
            switch phase {
            case .data(let left):
                let taken = take(left, input, &position)
                if taken == left { return .complete }
                phase = .data(left: left - taken)
                return .needsMore
            case .chunkSize:
                switch line(input, &position, max: limits.chunkLineBytesMax) {
                case .none: return .needsMore
                case .some(.none): return .refused(400)
                case .some(.some(let line)):
                    guard !line.contains(where: Self.isControl), let size = Self.chunkSize(line) else {
                        return .refused(400)
                    }
                    if size > limits.bodyBytesMax - body.count { return .refused(413) }
                    phase = size == 0 ? .trailers(bytes: 0) : .chunkData(left: size)
                }
            case .chunkData(let left):
                let taken = take(left, input, &position)
                if taken < left {
                    phase = .chunkData(left: left - taken)
                    return .needsMore
                }
                phase = .chunkEnd
            case .chunkEnd:
                if input.count - position < 2 { return .needsMore }
                if input[position] != 13 || input[position + 1] != 10 { return .refused(400) }
                position += 2
                phase = .chunkSize
            case .trailers(let bytes):
                switch line(input, &position, max: limits.trailerBytesMax) {
                case .none: return .needsMore
                case .some(.none): return .refused(400)
                case .some(.some(let line)):
                    if line.isEmpty { return .complete }
                    guard Self.isField(line) else { return .refused(400) }
                    let total = bytes + line.count + 2
                    if total > limits.trailerBytesMax { return .refused(431) }
                    phase = .trailers(bytes: total)
                }
            }
        }
    }

    private mutating func take(_ wanted: Int, _ input: [UInt8], _ position: inout Int) -> Int {
        let count = min(wanted, input.count - position)
        body.append(contentsOf: input[position..<position + count])
        position += count
        return count
    }

    /// A line closed by CRLF: nil when more input is needed, nil inside when it is too long or ends in a bare LF.
    private func line(_ input: [UInt8], _ position: inout Int, max: Int) -> ArraySlice<UInt8>?? {
        guard let end = input[position...].prefix(max + 2).firstIndex(of: 10) else {
            return input.count - position > max ? .some(.none) : .none
        }
        guard end > position, input[end - 1] == 13 else { return .some(.none) }
        let line = input[position..<end - 1]
        position = end + 1
        return .some(.some(line))
    }

    /// Anything that another server could take for the end of a line.
    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 9 || byte == 0x7F }

    /// A trailer line is a header line.
    private static func isField(_ line: ArraySlice<UInt8>) -> Bool {
        let name = line.prefix(while: HeadParser.isTokenByte)
        return !name.isEmpty && name.endIndex < line.endIndex && line[name.endIndex] == UInt8(ascii: ":")
            && !line.contains(where: isControl)
    }

    /// 1 to 8 hex digits, then nothing or, behind a semicolon, an extension, which is skipped.
    static func chunkSize(_ line: ArraySlice<UInt8>) -> Int? {
        let digits = line.prefix { HexDigit.value($0) != nil }
        guard !digits.isEmpty, digits.count <= 8 else { return nil }
        if digits.endIndex < line.endIndex {
            let rest = line[digits.endIndex...].drop { $0 == 0x20 || $0 == 9 }
            guard rest.isEmpty || rest.first == UInt8(ascii: ";") else { return nil }
        }
        return digits.reduce(0) { $0 << 4 | (HexDigit.value($1) ?? 0) }
    }
}
