public import ByteCoding
import FiniteFields
public import StarknetModel

extension BlockRecording: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u64(context.blockNumber)
        writer.u64(context.timestamp)
        writer.felt(context.sequencer)
        writer.values(transactions)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            context: RecordedContext(
                blockNumber: try reader.u64(), timestamp: try reader.u64(), sequencer: try reader.felt()),
            transactions: try reader.values(TransactionRecording.self, max: RecordingLimits.transactionsMax))
    }
}

extension TransactionRecording: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(info)
        writer.felts(calldata)
        writer.array(roots) { writer, root in
            writer.u8(root.kind.rawValue)
            writer.smallNumber(root.frame)
        }
        writer.values(frames)
        writer.bool(isReverted)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let info = try TransactionInfo(from: &reader)
        let calldata = try reader.felts(max: RecordingLimits.feltsMax)
        let roots = try reader.array(max: 8, itemBytesMin: 2) { (reader) throws(ByteCodingError) -> Root in
            guard let kind = Root.Kind(rawValue: try reader.u8()) else { throw .notCanonical }
            return Root(kind: kind, frame: try reader.smallNumber())
        }
        self.init(
            info: info, calldata: calldata, roots: roots,
            frames: try reader.values(FrameRecording.self, max: RecordingLimits.framesMax),
            isReverted: try reader.bool())
    }
}

extension TransactionInfo: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        for field in fields {
            switch field {
            case .felt(let felt): writer.felt(felt)
            case .array(let felts): writer.felts(felts)
            }
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let max = RecordingLimits.feltsMax
        self.init(
            version: try reader.felt(), account: try reader.felt(), maxFee: try reader.felt(),
            signature: try reader.felts(max: max), hash: try reader.felt(), chainID: try reader.felt(),
            nonce: try reader.felt(), resourceBounds: try reader.felts(max: max), tip: try reader.felt(),
            paymasterData: try reader.felts(max: max), nonceMode: try reader.felt(), feeMode: try reader.felt(),
            accountDeploymentData: try reader.felts(max: max), proofFacts: try reader.felts(max: max))
    }
}
