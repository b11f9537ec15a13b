public import ConsensusAlgorithms
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
    /// The hash of the chain's block 0, 32 bytes; nil where the file does not say. Two chains may share a name and keys.
    public let genesisHash: [UInt8]?
    /// The name of the algorithm by which the members decide; nil where the file does not say.
    public let consensus: String?
    public let members: [Member]
    /// The members' weights, thresholds and turns.
    public let validators: ValidatorSet
    private let keys: [any StatementVerification]

    /// A committee; nil when the chain id, the genesis hash, a name or a key is malformed, when a key occurs twice, or when
    /// the weights make no `ValidatorSet`.
    public init?(chain: String, genesisHash: [UInt8]? = nil, consensus: String? = nil, members: [Member]) {
        guard consensus.map(Committee.isName) ?? true else { return nil }
        guard genesisHash == nil || genesisHash?.count == Committee.genesisHashByteCount else { return nil }
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
        self.genesisHash = genesisHash
        self.consensus = consensus
        self.members = members
        self.validators = validators
        self.keys = keys
    }

    /// A committee of members whose signatures are of another kind than Ed25519; nil when the weights make no
    /// `ValidatorSet`. For simulations: no file leads here.
    package init?(chain: String, members: [Member], keys: [any StatementVerification]) {
        guard let validators = ValidatorSet(weights: members.map(\.weight)), keys.count == members.count else {
            return nil
        }
        self.chain = chain
        genesisHash = nil
        consensus = nil
        self.members = members
        self.validators = validators
        self.keys = keys
    }

    /// The number of bytes of a genesis hash.
    public static let genesisHashByteCount = 32

    /// The chain id as 32 bytes: the felt of its ASCII characters, big-endian.
    public var chainID: [UInt8] {
        [UInt8](repeating: 0, count: SigningBytes.domainByteCount - chain.utf8.count) + Array(chain.utf8)
    }

    /// What stands for the chain in all signatures and greetings: two chains with one name and the same keys share none.
    public var signingDomain: [UInt8] { SigningBytes.domain(chainID: chainID, genesisHash: genesisHash) }

    /// Whether a signature is its validator's.
    public func isGenuine(_ claim: ClaimedSignature) -> Bool {
        guard keys.indices.contains(claim.validator.value) else { return false }
        return keys[claim.validator.value].isGenuine(claim.signature, of: claim.signedBytes)
    }

    /// Whether every signature in a message holds; `content` is that of the block it offers, if it offers one.
    public func isGenuine(_ message: some ConsensusMessage, content: [UInt8] = []) -> Bool {
        var digest: [UInt8] = []
        if message.offer != nil {
            guard let known = try? SHA256Digest.of(content) else { return false }
            digest = known
        }
        return isGenuine(message, contentDigest: digest)
    }

    /// The same for one who knows only the digest of the content; empty when no block is offered.
    public func isGenuine(_ message: some ConsensusMessage, contentDigest: [UInt8]) -> Bool {
        let claims = message.signatures(domain: signingDomain, contentDigest: contentDigest)
        return !claims.isEmpty && claims.allSatisfy(isGenuine)
    }

    /// Checks the certificate of a block of this chain.
    public func check(_ certificate: some FinalityCertificate) throws(QuorumCertificate.Failure) {
        try certificate.check(against: validators, domain: signingDomain, verifying: isGenuine)
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

    public static func == (a: Committee, b: Committee) -> Bool {
        a.chain == b.chain && a.genesisHash == b.genesisHash && a.consensus == b.consensus && a.members == b.members
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}
