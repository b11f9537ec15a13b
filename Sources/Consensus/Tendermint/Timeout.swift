public import ConsensusAlgorithms
public import ProtobufCoding
public import QuorumCertificates

/// A timer of one step of one round. The machine names it, the shell runs it and hands it back when it is over.
public struct Timeout: Hashable, Sendable {
    /// What is waited for.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// The proposal of the round.
        case propose = 0
        /// A quorum of prevotes for one value, after a quorum for any values.
        case prevote = 1
        /// A quorum of precommits for one block, after a quorum for any values.
        case precommit = 2
    }

    public let kind: Kind
    public let height: Height
    public let round: Round

    public init(kind: Kind, height: Height, round: Round) {
        self.kind = kind
        self.height = height
        self.round = round
    }
}

/// height = 1, round = 2, kind = 3.
extension Timeout: WireCodable {
    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, height.value)
        writer.number(2, UInt64(round.value))
        writer.number(3, UInt64(kind.rawValue))
        return writer.bytes
    }

    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0, round: UInt64 = 0, number: UInt64 = 0
        while let field = try reader.next() {
            switch field {
            case 1: height = try reader.number()
            case 2: round = try reader.number(max: UInt64(UInt32.max))
            case 3: number = try reader.number(max: 2)
            default: throw .unexpectedField(field)
            }
        }
        guard let kind = Kind(rawValue: UInt8(number)) else { throw .outOfRange(field: 3) }
        self.init(kind: kind, height: Height(height), round: Round(UInt32(truncatingIfNeeded: round)))
    }
}

extension TendermintMachine {
    public static func millis(_ timer: Timeout, in times: RoundTimes) -> Int {
        switch timer.kind {
        case .propose: times.proposal.millis(timer.round)
        case .prevote, .precommit: times.votes.millis(timer.round)
        }
    }
}
