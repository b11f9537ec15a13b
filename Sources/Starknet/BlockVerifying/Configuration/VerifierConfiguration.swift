public import ByteCoding
import EllipticCurves
public import FiniteFields
import QuorumCertificates
public import StarknetModel

/// What a verifier pins before it reads anything: the chain from its genesis on, what is constant in its headers, and its
/// committee (block program §10.8). The proof policy is not in it: there is one, `production_small` with the known
/// preprocessed root.
public struct VerifierConfiguration: Sendable, Equatable {
    /// A member of the committee.
    public struct Validator: Sendable, Equatable {
        /// Its share of the vote, 1 to 2^32.
        public var weight: UInt64
        /// 32 bytes of Ed25519.
        public var key: [UInt8]

        public init(weight: UInt64, key: [UInt8]) {
            self.weight = weight
            self.key = key
        }
    }

    /// Chain id, whether fees are paid, and whether messages of L1 are handled.
    public var chain: ChainParameters
    /// The hash of block 0: block 1 must stand on it.
    public var genesisHash: Felt252
    public var rules: HeaderRules
    /// The committee, in the order that certificates name its members in.
    public var validators: [Validator]

    /// Whether the committee's signatures name the genesis block beside the chain id, as they do where its file pins it.
    public var bindsVotes: Bool

    /// A configuration with the given content; its keys are not checked here.
    public init(
        chain: ChainParameters, genesisHash: Felt252, rules: HeaderRules, validators: [Validator],
        bindsVotes: Bool = false
    ) {
        self.bindsVotes = bindsVotes
        self.chain = chain
        self.genesisHash = genesisHash
        self.rules = rules
        self.validators = validators
    }

    /// What stands for the chain in the committee's signatures.
    public var signingDomain: [UInt8] {
        SigningBytes.domain(
            chainID: chain.chainID.bigEndianBytes, genesisHash: bindsVotes ? genesisHash.bigEndianBytes : nil)
    }

    /// The largest committee.
    public static let validatorsMax = ValidatorSet.countMax
    /// Headers before a block that its verification may need: back to the tenth block before, whose hash it stores.
    public static let ancestorsMax = 9
    static let magic: [UInt8] = Array("STARLVC2".utf8)
}

extension VerifierConfiguration: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.raw(VerifierConfiguration.magic)
        writer.felt(chain.chainID)
        writer.bool(chain.fees)
        writer.value(chain.feeToken)
        writer.felt(genesisHash)
        writer.value(rules)
        writer.array(validators) { writer, validator in
            writer.u64(validator.weight)
            writer.lengthPrefixed(validator.key)
        }
        // The end was here before there was anything to choose.
        let choices = self.choices
        if choices != 0 { writer.u8(choices) }
    }

    /// Decodes a configuration: a committee that could decide, each key canonical, of full order, and there once.
    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.bytes(count: VerifierConfiguration.magic.count) == VerifierConfiguration.magic else {
            throw .notCanonical
        }
        var chain = ChainParameters(
            chainID: try reader.felt(), fees: try reader.bool(), feeToken: try ContractAddress(from: &reader))
        let genesisHash = try reader.felt(), rules = try HeaderRules(from: &reader)
        let validators = try reader.array(max: VerifierConfiguration.validatorsMax, itemBytesMin: 41) {
            (reader) throws(ByteCodingError) -> Validator in
            Validator(weight: try reader.u64(), key: try reader.lengthPrefixed(max: Ed25519Key.byteCount))
        }
        guard ValidatorSet(weights: validators.map { $0.weight }) != nil,
            validators.allSatisfy({ Ed25519Key(bytes: $0.key) != nil }),
            Set(validators.map { $0.key }).count == validators.count
        else { throw .notCanonical }
        var choices: UInt8 = 0
        if !reader.isAtEnd {
            choices = try reader.u8()
            // One encoding for each configuration.
            guard choices > 0, choices < 4 else { throw .notCanonical }
        }
        chain.handlesMessages = choices & 2 != 0
        self.init(
            chain: chain, genesisHash: genesisHash, rules: rules, validators: validators, bindsVotes: choices & 1 != 0)
    }

    /// A bit for each choice that differs from what was so before there was one.
    private var choices: UInt8 { (bindsVotes ? 1 : 0) | (chain.handlesMessages ? 2 : 0) }
}
