public import ByteCoding
import FiniteFields

extension GasPrices: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        for price in [l1Gas, l1DataGas, l2Gas] {
            writer.u128(price.wei)
            writer.u128(price.fri)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            l1Gas: GasPrice(wei: try reader.u128(), fri: try reader.u128()),
            l1DataGas: GasPrice(wei: try reader.u128(), fri: try reader.u128()),
            l2Gas: GasPrice(wei: try reader.u128(), fri: try reader.u128()))
    }
}

extension BlockContext: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u64(number)
        writer.u64(timestamp)
        writer.value(sequencer)
        writer.value(gasPrices)
        writer.bool(usesBlobs)
        writer.u8(version.rawValue)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let number = try reader.u64(), timestamp = try reader.u64()
        let sequencer = try ContractAddress(from: &reader), gasPrices = try GasPrices(from: &reader)
        let usesBlobs = try reader.bool()
        guard let version = ProtocolVersion(rawValue: try reader.u8()) else { throw .notCanonical }
        self.init(
            number: number, timestamp: timestamp, sequencer: sequencer, gasPrices: gasPrices, usesBlobs: usesBlobs,
            version: version)
    }
}

extension BlockHeader: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(context)
        writer.felt(parentHash)
        writer.felt(stateRoot)
        writer.u64(transactionCount)
        writer.u64(eventCount)
        writer.u64(stateDiffLength)
        writer.felt(stateDiffCommitment)
        writer.felt(transactionCommitment)
        writer.felt(eventCommitment)
        writer.felt(receiptCommitment)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            context: try BlockContext(from: &reader), parentHash: try reader.felt(), stateRoot: try reader.felt(),
            transactionCount: try reader.u64(), eventCount: try reader.u64(), stateDiffLength: try reader.u64(),
            stateDiffCommitment: try reader.felt(), transactionCommitment: try reader.felt(),
            eventCommitment: try reader.felt(), receiptCommitment: try reader.felt())
    }
}

extension Block: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(header)
        writer.values(transactions)
        writer.values(receipts)
        writer.value(stateDiff)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            header: try BlockHeader(from: &reader),
            transactions: try reader.values(Transaction.self, max: ModelLimits.transactionsMax),
            receipts: try reader.values(TransactionReceipt.self, max: ModelLimits.transactionsMax),
            stateDiff: try StateDiff(from: &reader))
    }
}
