/// Why a block is final: precommits for it, of one round, by more than two thirds of the committee's weight.
public struct QuorumCertificate: Hashable, Sendable {
    /// One validator's part.
    public struct Signature: Hashable, Sendable {
        public var validator: ValidatorIndex
        /// 64 bytes of Ed25519.
        public var bytes: [UInt8]

        public init(validator: ValidatorIndex, bytes: [UInt8]) {
            self.validator = validator
            self.bytes = bytes
        }
    }

    /// What can be wrong with a certificate.
    public enum Failure: Error, Hashable, Sendable {
        case unknownValidator(Int)
        /// Signatures must be in the order of the committee, each validator once.
        case unordered(Int)
        case badSignature(Int)
        case noQuorum(weight: UInt64, total: UInt64)
    }

    public var height: Height
    public var round: Round
    public var block: BlockID
    /// In the order of the committee.
    public var signatures: [Signature]

    public init(height: Height, round: Round, block: BlockID, signatures: [Signature]) {
        self.height = height
        self.round = round
        self.block = block
        self.signatures = signatures
    }

    /// The bytes that every signature signs: those of a precommit, which do not name the voter.
    public func signingBytes(domain: [UInt8]) -> [UInt8] {
        let vote = Vote(kind: .precommit, height: height, round: round, block: block, validator: ValidatorIndex(0))
        return SigningBytes.of(vote, domain: domain)
    }
}

extension ValidatorSet {
    /// Checks that signatures are those of members, in the order of the committee, each genuine, and together a quorum: the
    /// one rule for validators and for verifiers of blocks. The caller brings the signature scheme and the signed bytes;
    /// `isGenuine` is asked about members only.
    public func checkQuorum(
        of signatures: [QuorumCertificate.Signature], verifying isGenuine: (QuorumCertificate.Signature) -> Bool
    ) throws(QuorumCertificate.Failure) {
        var weight: UInt64 = 0
        var last = -1
        for signature in signatures {
            let validator = signature.validator
            guard contains(validator) else { throw .unknownValidator(validator.value) }
            guard validator.value > last else { throw .unordered(validator.value) }
            last = validator.value
            guard isGenuine(signature) else { throw .badSignature(validator.value) }
            weight += self.weight(of: validator)
        }
        guard isQuorum(weight) else { throw .noQuorum(weight: weight, total: totalWeight) }
    }
}

extension QuorumCertificate.Failure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownValidator(let validator): "the committee has no validator \(validator)"
        case .unordered(let validator): "the signature of validator \(validator) is not in the committee's order"
        case .badSignature(let validator): "the signature of validator \(validator) does not hold"
        case .noQuorum(let weight, let total):
            "the signatures hold \(weight) of \(total) of the weight, which is no quorum"
        }
    }
}
