public import ByteCoding
import FiniteFields

extension ResourceBounds: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u64(maxAmount)
        writer.u128(maxPricePerUnit)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(maxAmount: try reader.u64(), maxPricePerUnit: try reader.u128())
    }
}

extension DataAvailabilityMode: ByteCodable {
    public func encode(to writer: inout ByteWriter) { writer.u8(rawValue) }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let mode = DataAvailabilityMode(rawValue: try reader.u8()) else { throw .notCanonical }
        self = mode
    }
}

extension AccountFields: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.felt(nonce)
        writer.felts(signature)
        writer.value(resourceBounds.l1Gas)
        writer.value(resourceBounds.l2Gas)
        writer.value(resourceBounds.l1DataGas)
        writer.u64(tip)
        writer.felts(paymasterData)
        writer.value(nonceDataAvailabilityMode)
        writer.value(feeDataAvailabilityMode)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            nonce: try reader.felt(), signature: try reader.felts(max: ModelLimits.feltsMax),
            resourceBounds: AllResourceBounds(
                l1Gas: try ResourceBounds(from: &reader), l2Gas: try ResourceBounds(from: &reader),
                l1DataGas: try ResourceBounds(from: &reader)),
            tip: try reader.u64(), paymasterData: try reader.felts(max: ModelLimits.feltsMax),
            nonceDataAvailabilityMode: try DataAvailabilityMode(from: &reader),
            feeDataAvailabilityMode: try DataAvailabilityMode(from: &reader))
    }
}

extension InvokeTransaction: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(sender)
        writer.felts(calldata)
        writer.value(account)
        writer.felts(accountDeploymentData)
        writer.felts(proofFacts)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            sender: try ContractAddress(from: &reader), calldata: try reader.felts(max: ModelLimits.feltsMax),
            account: try AccountFields(from: &reader),
            accountDeploymentData: try reader.felts(max: ModelLimits.feltsMax),
            proofFacts: try reader.felts(max: ModelLimits.feltsMax))
    }
}

extension DeclareTransaction: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(sender)
        writer.value(classHash)
        writer.value(compiledClassHash)
        writer.value(account)
        writer.felts(accountDeploymentData)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            sender: try ContractAddress(from: &reader), classHash: try ClassHash(from: &reader),
            compiledClassHash: try CompiledClassHash(from: &reader), account: try AccountFields(from: &reader),
            accountDeploymentData: try reader.felts(max: ModelLimits.feltsMax))
    }
}

extension DeployAccountTransaction: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(classHash)
        writer.felt(contractAddressSalt)
        writer.felts(constructorCalldata)
        writer.value(account)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            classHash: try ClassHash(from: &reader), contractAddressSalt: try reader.felt(),
            constructorCalldata: try reader.felts(max: ModelLimits.feltsMax), account: try AccountFields(from: &reader))
    }
}

extension L1HandlerTransaction: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(contractAddress)
        writer.felt(entryPointSelector)
        writer.felts(calldata)
        writer.felt(nonce)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            contractAddress: try ContractAddress(from: &reader), entryPointSelector: try reader.felt(),
            calldata: try reader.felts(max: ModelLimits.feltsMax), nonce: try reader.felt())
    }
}

extension Transaction: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        switch self {
        case .invoke(let transaction):
            writer.u8(0)
            writer.value(transaction)
        case .declare(let transaction):
            writer.u8(1)
            writer.value(transaction)
        case .deployAccount(let transaction):
            writer.u8(2)
            writer.value(transaction)
        case .l1Handler(let transaction):
            writer.u8(3)
            writer.value(transaction)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.u8() {
        case 0: self = .invoke(try InvokeTransaction(from: &reader))
        case 1: self = .declare(try DeclareTransaction(from: &reader))
        case 2: self = .deployAccount(try DeployAccountTransaction(from: &reader))
        case 3: self = .l1Handler(try L1HandlerTransaction(from: &reader))
        default: throw .notCanonical
        }
    }
}
