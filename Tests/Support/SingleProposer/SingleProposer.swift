public import ConsensusAlgorithms
public import QuorumCertificates

/// The simplest algorithm that decides anything, for tests of what is around an algorithm: validator 0 offers one block for
/// every height, the others acknowledge it once they have executed it, and a quorum of acknowledgements decides. There are
/// no rounds and no timers, so the chain stands while validator 0 is away. It is safe all the same: nobody acknowledges two
/// blocks of a height.
public struct SingleProposer: ConsensusAlgorithm {
    public typealias Message = SingleProposerMessage
    public typealias Statement = SingleProposerStatement
    public typealias Timer = NoTimer
    public typealias Certificate = SingleProposerCertificate
    public typealias Summary = SingleProposerSummary
    public typealias Snapshot = HeightSnapshot

    public static let name = "single-proposer"
    /// The validator that offers.
    public static let proposer = ValidatorIndex(0)

    public private(set) var validators: ValidatorSet
    private let me: ValidatorIndex?
    private var height: Height
    private var hasBegun = false
    private var hasBuilt = false
    private var isDecided = false
    private var offer: Message?
    /// The answer about the offered block.
    private var isValid: Bool?
    private var acknowledgements: [ValidatorIndex: Message] = [:]

    public init(validators: ValidatorSet, me: ValidatorIndex?, snapshot: HeightSnapshot) {
        self.validators = validators
        self.me = me
        height = snapshot.height
    }

    public var place: BlockPlace { BlockPlace(height: height, round: .zero) }
    public var isWaitingToBegin: Bool { me == Self.proposer && !hasBegun }
    public var firstPosition: SigningPosition { SigningPosition(major: height.value, round: .zero, step: 0) }
    public var snapshot: HeightSnapshot { HeightSnapshot(height: height) }
    public static func millis(_ timer: NoTimer, in times: RoundTimes) -> Int { 0 }

    public mutating func step(_ input: Input) -> [Effect] {
        switch input {
        case .begin(let begun):
            guard begun == height, isWaitingToBegin else { return [] }
            hasBegun = true
            return [.build(place)]
        case .built(let built):
            guard built.place == place, hasBegun, !hasBuilt, let me else { return [] }
            hasBuilt = true
            isValid = true
            return [.sign(Statement(kind: .offer, height: height, block: built.block, validator: me))]
        case .timer: return []
        case .verdict(let checked, let verdict):
            guard checked.place == place, checked.block == offer?.statement.block else { return [] }
            // There is one round: a block that is early now cannot be proposed again.
            isValid = verdict != .invalid
            return acknowledge() + decide()
        case .message(let message):
            guard isNews(.message(message)) else { return [] }
            switch message.statement.kind {
            case .offer:
                offer = message
                if isValid == true { return acknowledge() + decide() }
                return [.check(BlockOffer(place: place, block: message.statement.block), from: message.sender)]
            case .acknowledgement:
                acknowledgements[message.sender] = message
                return decide()
            }
        }
    }

    private func acknowledge() -> [Effect] {
        guard let me, isValid == true, let block = offer?.statement.block else { return [] }
        return [.sign(Statement(kind: .acknowledgement, height: height, block: block, validator: me))]
    }

    private mutating func decide() -> [Effect] {
        guard !isDecided, isValid == true, let block = offer?.statement.block else { return [] }
        let agreeing = acknowledgements.filter { $0.value.statement.block == block }
        guard validators.isQuorum(of: Set(agreeing.keys.map(\.value))) else { return [] }
        isDecided = true
        let signatures = agreeing.sorted { $0.key < $1.key }.map {
            QuorumCertificate.Signature(validator: $0.key, bytes: $0.value.signature)
        }
        return [.decide(Certificate(height: height, block: block, signatures: signatures))]
    }

    public func outstanding(_ effects: [Effect], after inputs: [Input]) -> [Effect] {
        let signed = inputs.compactMap { if case .message(let message) = $0 { message.statement } else { nil } }
        return effects.filter { effect in
            switch effect {
            case .build: !hasBuilt
            case .check: isValid == nil
            case .sign(let statement): !signed.contains(statement)
            case .decide: true
            case .start, .evidence: false
            }
        }
    }

    public mutating func advance(past certificate: Certificate, validators: ValidatorSet) -> [Input] {
        self = SingleProposer(validators: validators, me: me, snapshot: Snapshot(height: certificate.height.next))
        return []
    }

    /// Messages of other heights are dropped: gossip brings them again.
    public func isNews(_ input: Input) -> Bool {
        guard case .message(let message) = input else { return true }
        guard message.statement.height == height, !isDecided, validators.contains(message.sender) else { return false }
        switch message.statement.kind {
        case .offer: return offer == nil && message.sender == Self.proposer
        case .acknowledgement: return acknowledgements[message.sender] == nil
        }
    }

    public func isLogged(_ input: Input) -> Bool { true }

    public var summary: SingleProposerSummary {
        var voters = ValidatorBitmap()
        for validator in acknowledgements.keys { voters.insert(validator) }
        return SingleProposerSummary(height: height, hasOffer: offer != nil, acknowledgements: voters)
    }

    public func messages(missingFrom peer: SingleProposerSummary) -> [Message] {
        guard peer.height == height else { return [] }
        let known = acknowledgements.sorted { $0.key < $1.key }.map(\.value)
        return (peer.hasOffer ? [] : [offer].compactMap { $0 })
            + known.filter { !peer.acknowledgements.contains($0.sender) }
    }
}

/// A timer that nobody can make.
public struct NoTimer: Hashable, Sendable {
    private init() {}
}
