public import ConsensusAlgorithms
public import ProtobufCoding

/// Puts the pieces of one peer's streams together again. A link keeps the order, so pieces must follow each
/// other without a gap; one stream at a time, of bounded size.
public struct OfferAssembler<Algorithm: ConsensusAlgorithm>: Sendable {
    private var stream: UInt64?
    private var offer: Algorithm.Message?
    private var expected = 0
    private var nextMessage: UInt64 = 0
    private var content: [UInt8] = []

    public init() {}

    /// Takes a piece; returns the offering message with its content when it was the last.
    public mutating func add(
        _ message: StreamMessage<Algorithm>
    ) throws(WireError) -> (Algorithm.Message, content: [UInt8])? {
        if case .start(let offer, let count) = message.part {
            guard stream == nil else { throw .brokenStream("a stream begins inside another") }
            guard message.messageNumber == 0 else { throw .brokenStream("a stream begins with a later part") }
            stream = message.streamNumber
            self.offer = offer
            expected = count
            content = []
            nextMessage = 1
            return nil
        }
        guard let offer, stream == message.streamNumber else { throw .brokenStream("part of no stream") }
        guard message.messageNumber == nextMessage else { throw .brokenStream("part out of order") }
        nextMessage += 1
        if case .content(let bytes) = message.part {
            guard content.count + bytes.count <= expected else { throw .brokenStream("more bytes than announced") }
            content += bytes
            return nil
        }
        guard content.count == expected else { throw .brokenStream("fewer bytes than announced") }
        defer { self = OfferAssembler() }
        return (offer, content)
    }
}
