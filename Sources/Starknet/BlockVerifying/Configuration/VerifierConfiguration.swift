public import ByteCoding
import FiniteFields
public import ProtocolRules
public import StarknetModel

/// What a verifier pins before it reads anything: the chain and its committee (block program §10.8). The proof policy is
/// not in it: there is one, `production_small` with the known preprocessed root.
public struct VerifierConfiguration: Sendable, Equatable {
    public struct Validator: Sendable, Equatable {
        public var weight: UInt64
        /// 32 bytes of Ed25519.
        public var key: [UInt8]

        public init(weight: UInt64, key: [UInt8]) {
            self.weight = weight
            self.key = key
        }
    }

    public var chain: ChainParameters
    /// What is the same for every block of the chain.
    public var rules: BlockRules
    public var validators: [Validator]

    public init(chain: ChainParameters, rules: BlockRules, validators: [Validator]) {
        self.chain = chain
        self.rules = rules
        self.validators = validators
    }

    public static let validatorsMax = 128
    static let sequencersMax = 128
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
        writer.u8(rules.version.rawValue)
        writer.value(rules.gasPrices)
        writer.values(rules.sequencers)
        writer.bool(rules.usesBlobs)
        writer.array(validators) { writer, validator in
            writer.u64(validator.weight)
            writer.lengthPrefixed(validator.key)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.bytes(count: VerifierConfiguration.magic.count) == VerifierConfiguration.magic else {
            throw .notCanonical
        }
        let chain = ChainParameters(
            chainID: try reader.felt(), fees: try reader.bool(), feeToken: try ContractAddress(from: &reader))
        guard let version = ProtocolVersion(rawValue: try reader.u8()) else { throw .notCanonical }
        let rules = BlockRules(
            version: version, gasPrices: try GasPrices(from: &reader),
            sequencers: try reader.values(ContractAddress.self, max: VerifierConfiguration.sequencersMax),
            usesBlobs: try reader.bool())
        let validators = try reader.array(max: VerifierConfiguration.validatorsMax, itemBytesMin: 41) {
            (reader) throws(ByteCodingError) -> Validator in
            let weight = try reader.u64(), key = try reader.lengthPrefixed(max: 32)
            guard key.count == 32, weight > 0, weight <= 1 << 32 else { throw .notCanonical }
            return Validator(weight: weight, key: key)
        }
        self.init(chain: chain, rules: rules, validators: validators)
    }
}
