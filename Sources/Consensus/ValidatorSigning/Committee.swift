public import ConsensusCore
public import QuorumCertificates

/// The validators of a chain with everything that others check them by, as the committee file pins it.
public struct Committee: Hashable, Sendable {
    /// One validator.
    public struct Member: Hashable, Sendable {
        /// A name for logs and pages: 1 to 32 letters, digits, `-`, `_` or `.`.
        public let name: String
        public let weight: UInt64
        /// The Ed25519 key of its votes, 32 bytes.
        public let votingKey: [UInt8]
        /// SHA-256 of the public-key information (SPKI, DER) of the key that its TLS links use, 32 bytes.
        public let linkPin: [UInt8]
        /// Where it listens for other validators.
        public let host: String
        public let port: UInt16

        public init(
            name: String, weight: UInt64, votingKey: [UInt8], linkPin: [UInt8], host: String, port: UInt16
        ) {
            self.name = name
            self.weight = weight
            self.votingKey = votingKey
            self.linkPin = linkPin
            self.host = host
            self.port = port
        }
    }

    /// The chain id as text, 1 to 31 ASCII characters.
    public let chain: String
    public let members: [Member]
    /// The members' weights, thresholds and turns.
    public let validators: ValidatorSet
    private let keys: [VerificationKey]

    /// A committee; nil when the chain id, a name or a key is malformed, when a key occurs twice, or when the weights
    /// make no `ValidatorSet`.
    public init?(chain: String, members: [Member]) {
        guard let validators = ValidatorSet(weights: members.map(\.weight)),
            (1...31).contains(chain.utf8.count), chain.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            Set(members.map(\.votingKey)).count == members.count, Set(members.map(\.linkPin)).count == members.count,
            members.allSatisfy({ $0.linkPin.count == 32 && Committee.isName($0.name) && Committee.isHost($0.host) })
        else { return nil }
        var keys: [VerificationKey] = []
        for member in members {
            guard let key = try? VerificationKey(bytes: member.votingKey) else { return nil }
            keys.append(key)
        }
        self.chain = chain
        self.members = members
        self.validators = validators
        self.keys = keys
    }

    /// The chain id as 32 bytes: the felt of its ASCII characters, big-endian.
    public var chainID: [UInt8] {
        [UInt8](repeating: 0, count: SigningBytes.chainIDByteCount - chain.utf8.count) + Array(chain.utf8)
    }

    /// Whether the signature of a vote is its validator's.
    public func isGenuine(_ vote: SignedVote) -> Bool {
        guard keys.indices.contains(vote.vote.validator.value) else { return false }
        let message = SigningBytes.of(vote.vote, chainID: chainID)
        return keys[vote.vote.validator.value].isGenuine(vote.signature, of: message)
    }

    /// Whether the signature of a proposal with this content, and of each vote of its polka, holds.
    public func isGenuine(_ proposal: SignedProposal, content: [UInt8]) -> Bool {
        guard keys.indices.contains(proposal.proposal.proposer.value), let digest = try? SHA256Digest.of(content)
        else { return false }
        let message = SigningBytes.of(proposal.proposal, contentDigest: digest, chainID: chainID)
        return keys[proposal.proposal.proposer.value].isGenuine(proposal.signature, of: message)
            && proposal.polka.allSatisfy(isGenuine)
    }

    /// Checks a quorum certificate of this chain.
    public func check(_ certificate: QuorumCertificate) throws(QuorumCertificate.Failure) {
        try certificate.check(against: validators, verifying: isGenuine)
    }

    /// The member with a voting key.
    public func index(ofVotingKey key: [UInt8]) -> ValidatorIndex? {
        members.firstIndex { $0.votingKey == key }.map(ValidatorIndex.init)
    }

    /// The member with a link pin.
    public func index(ofLinkPin pin: [UInt8]) -> ValidatorIndex? {
        members.firstIndex { $0.linkPin == pin }.map(ValidatorIndex.init)
    }

    static func isName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    static func isHost(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text.split(separator: ".").allSatisfy { isName(String($0.prefix(32))) }
    }

    public static func == (a: Committee, b: Committee) -> Bool { a.chain == b.chain && a.members == b.members }
    public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}
