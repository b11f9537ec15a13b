/// Puts the messages of a WebSocket client together from its bytes (RFC 6455): masked frames, fragments, control frames.
struct WebSocketReader {
    enum Item: Equatable {
        /// A whole message, text or binary.
        case message([UInt8])
        case ping([UInt8])
        case close
        /// The client broke the protocol or a limit; the code to close with.
        case refused(code: UInt16)
    }

    static let protocolError: UInt16 = 1_002
    static let tooLarge: UInt16 = 1_009
    private static let controlBytesMax = 125

    let messageBytesMax: Int
    private var message: [UInt8] = []
    private var isFragmented = false

    init(messageBytesMax: Int) { self.messageBytesMax = messageBytesMax }

    /// Bytes of a message whose end has not come.
    var heldBytes: Int { message.count }

    /// The next item, if all of it is in `input` from `position` on, which moves behind it. Answers to our pings are
    /// skipped.
    mutating func next(_ input: [UInt8], _ position: inout Int) -> Item? {
        while true {
            guard let frame = Head(input, position) else { return nil }
            if let code = refusal(frame) { return .refused(code: code) }
            let start = position + frame.headCount
            guard input.count - start >= frame.count else { return nil }
            var payload = Array(input[start..<(start + frame.count)])
            for index in payload.indices { payload[index] ^= frame.mask[index & 3] }
            position = start + frame.count
            switch frame.opcode {
            case 0, 1, 2:
                message += payload
                isFragmented = !frame.isLast
                guard frame.isLast else { continue }
                defer { message = [] }
                return .message(message)
            case 8: return .close
            case 9: return .ping(payload)
            default: continue
            }
        }
    }

    private func refusal(_ frame: Head) -> UInt16? {
        guard frame.isMasked, !frame.hasReservedBits else { return Self.protocolError }
        switch frame.opcode {
        case 0: if !isFragmented { return Self.protocolError }
        case 1, 2: if isFragmented { return Self.protocolError }
        case 8, 9, 10:
            // Control frames are short and whole, also between the fragments of a message.
            return frame.isLast && frame.count <= Self.controlBytesMax ? nil : Self.protocolError
        default: return Self.protocolError
        }
        return frame.count > messageBytesMax - message.count ? Self.tooLarge : nil
    }

    /// The head of a frame.
    private struct Head {
        var isLast: Bool
        var hasReservedBits: Bool
        var opcode: UInt8
        var isMasked: Bool
        var count: Int
        var mask: [UInt8]
        var headCount: Int

        /// Nil while it is not all there.
        init?(_ input: [UInt8], _ position: Int) {
            guard input.count - position >= 2 else { return nil }
            let first = input[position], second = input[position + 1]
            isLast = first & 0x80 != 0
            hasReservedBits = first & 0x70 != 0
            opcode = first & 0x0F
            isMasked = second & 0x80 != 0
            let short = Int(second & 0x7F)
            let lengthCount = short == 127 ? 8 : short == 126 ? 2 : 0
            headCount = 2 + lengthCount + (isMasked ? 4 : 0)
            guard input.count - position >= headCount else { return nil }
            let length = input[(position + 2)..<(position + 2 + lengthCount)].reduce(0 as UInt64) {
                $0 << 8 | UInt64($1)
            }
            count = lengthCount == 0 ? short : Int(clamping: length)
            mask = isMasked ? Array(input[(position + headCount - 4)..<(position + headCount)]) : [0, 0, 0, 0]
        }
    }
}

/// Frames of a server: unmasked and whole.
enum WebSocketFrame {
    static func text(_ bytes: [UInt8]) -> [UInt8] { frame(1, bytes) }
    static func ping() -> [UInt8] { frame(9, []) }
    static func pong(_ bytes: [UInt8]) -> [UInt8] { frame(10, bytes) }
    static func close(_ code: UInt16) -> [UInt8] { frame(8, [UInt8(code >> 8), UInt8(code & 0xFF)]) }

    private static func frame(_ opcode: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var head: [UInt8] = [0x80 | opcode]
        switch bytes.count {
        case 0...125: head.append(UInt8(bytes.count))
        case 126...0xFFFF: head += [126, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)]
        default: head += [127] + (0..<8).map { UInt8(truncatingIfNeeded: UInt64(bytes.count) >> (56 - 8 * UInt64($0))) }
        }
        return head + bytes
    }
}
