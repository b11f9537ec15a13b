public import ByteCoding
public import FiniteFields
public import StarknetModel
public import StateTries

/// What a node keeps of a block's execution for provers and verifiers: the recording, the openings of the previous state,
/// and the classes that were used.
public struct BlockExecutionRecord: Sendable, Equatable {
    public var recording: BlockRecording
    /// Everything the execution read, and where its changes go, against the parent's root.
    public var opening: StateOpening
    /// Every class that was looked up, and those that the block declares, ascending.
    public var classHashes: [Felt252]

    public init(recording: BlockRecording, opening: StateOpening, classHashes: [Felt252]) {
        self.recording = recording
        self.opening = opening
        self.classHashes = classHashes
    }

    /// The first bytes: kind and version.
    static let magic: [UInt8] = Array("STARLER1".utf8)
}

extension BlockExecutionRecord: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.raw(BlockExecutionRecord.magic)
        writer.value(recording)
        writer.value(opening)
        writer.felts(classHashes)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.bytes(count: BlockExecutionRecord.magic.count) == BlockExecutionRecord.magic else {
            throw .notCanonical
        }
        self.init(
            recording: try BlockRecording(from: &reader), opening: try StateOpening(from: &reader),
            classHashes: try reader.felts(max: RecordingLimits.classesMax))
    }
}
