public import CasmModel
public import FiniteFields

/// Generates the program of a block from its recording (block program §2-6, §16).
///
/// Cost: linear in the recording and the classes used. The result is a function of the inputs: the same recording gives
/// the same felts.
public struct BlockProgramGenerator {
    /// How request arrays are bound to their expected contents.
    public enum Mode: Sendable, Equatable {
        /// Every array is asserted by `main`.
        case asserted
        /// Arrays are placed at constant addresses where that is possible, and asserted otherwise.
        case placed
    }

    let recording: BlockRecording
    let mode: Mode
    /// Builtins whose frames `main` runs; a frame that uses another one is uncovered.
    let provable: [Builtin]
    let bytecodes: (Felt252) -> [Felt252]?

    var data = DataArea()
    var drafts: [FrameDraft] = []
    /// First frame of each transaction in the block's numbering.
    var firstFrame: [Int] = []
    var classHashes: [Felt252] = []
    var classCode: [[Felt252]] = []

    /// A frame while regions are laid out; places become offsets at the end.
    struct FrameDraft {
        var transaction: Int
        var recording: FrameRecording
        /// What its arbitrary points come from.
        var pointSeed: Felt252
        var usage: BuiltinCounts
        var classIndex: Int
        var isCovered: Bool
        var isLaidOut = false
        /// The meta transaction that the frame is inside of, and the frame that it begins with.
        var meta: (info: TransactionInfo, frame: Int)?
        var calldata: DataArea.Place?
        var transcript: DataArea.Place?
        var transcriptCount = 0
        var returned: (isPlaced: Bool, place: DataArea.Place?)?
        var asserts: [(cell: Int, hasEnd: Bool, expected: DataArea.Place, count: Int)] = []
        var arena: (base: DataArea.Place, infos: DataArea.Place)?
        var placed: [(ordinal: Int, place: DataArea.Place)] = []
        var responses: [ResponseKey: DataArea.Place] = [:]
    }

    struct ResponseKey: Hashable {
        var systemCall: Int
        var item: Int
    }

    /// Generates the program.
    ///
    /// - Parameters:
    ///   - provable: builtins that have an AIR component; `Builtin.allCases` covers every frame.
    ///   - bytecodes: a class's bytecode by class hash.
    public static func generate(
        _ recording: BlockRecording, mode: Mode = .placed, provable: [Builtin] = Builtin.allCases,
        bytecodes: @escaping (Felt252) -> [Felt252]?
    ) throws(BlockProgramError) -> BlockProgram {
        var generator = BlockProgramGenerator(
            recording: recording, mode: mode, provable: provable, bytecodes: bytecodes)
        try generator.collectFrames()
        for (index, transaction) in recording.transactions.enumerated() {
            for root in transaction.roots {
                try generator.layOutRoot(root, of: transaction, at: index)
            }
        }
        for (index, draft) in generator.drafts.enumerated() where !draft.isLaidOut { throw .frameIndex(frame: index) }
        return try generator.assemble()
    }

    init(
        recording: BlockRecording, mode: Mode, provable: [Builtin], bytecodes: @escaping (Felt252) -> [Felt252]?
    ) {
        self.recording = recording
        self.mode = mode
        self.provable = provable
        self.bytecodes = bytecodes
    }

    /// Numbers the frames through the block and the classes in order of first use.
    mutating func collectFrames() throws(BlockProgramError) {
        for (index, transaction) in recording.transactions.enumerated() {
            firstFrame.append(drafts.count)
            let seed = transaction.info.pointSeed
            for (place, frame) in transaction.frames.enumerated() {
                let number = drafts.count
                guard number < BlockProgramLimits.framesMax else { throw .limit }
                let usesArena = frame.builtins.contains(.segmentArena)
                guard usesArena == (frame.arena != nil) else { throw .arena(frame: number) }
                let usage = try counts(of: frame)
                let classIndex = try classIndex(of: frame, number)
                let isCovered = frame.builtins.allSatisfy { provable.contains($0) }
                drafts.append(
                    FrameDraft(
                        transaction: index, recording: frame,
                        pointSeed: TransactionInfo.pointSeed(seed, frame: place), usage: usage, classIndex: classIndex,
                        isCovered: isCovered))
            }
        }
    }

    private func counts(of frame: FrameRecording) throws(BlockProgramError) -> BuiltinCounts {
        var counts = BuiltinCounts()
        for entry in frame.usage where entry.builtin != .segmentArena {
            guard entry.instances <= UInt64(BlockProgramLimits.usageMax) else { throw .limit }
            counts[entry.builtin] = Int(entry.instances)
        }
        return counts
    }

    private mutating func classIndex(of frame: FrameRecording, _ number: Int) throws(BlockProgramError) -> Int {
        if let known = classHashes.firstIndex(of: frame.classHash) {
            guard frame.offset >= 0, frame.offset < classCode[known].count else { throw .entryOffset(frame: number) }
            return known
        }
        guard let code = bytecodes(frame.classHash) else { throw .classMissing(frame: number) }
        guard frame.offset >= 0, frame.offset < code.count else { throw .entryOffset(frame: number) }
        classHashes.append(frame.classHash)
        classCode.append(code)
        return classHashes.count - 1
    }

    /// Lays out a root call. Validation and execution share the transaction's calldata when theirs is equal to it.
    private mutating func layOutRoot(
        _ root: TransactionRecording.Root, of transaction: TransactionRecording, at index: Int
    ) throws(BlockProgramError) {
        let number = try frameNumber(root.frame, in: index)
        let calldata = drafts[number].recording.calldata
        let name: DataArea.Name =
            calldata == transaction.calldata ? .calldata(transaction: index) : .frameCalldata(number)
        let place = data.felts(name, calldata)
        try layOut(number, calldata: place, depth: 0)
    }

    /// A frame's number in the block, from its index in a transaction.
    func frameNumber(_ frame: Int, in transaction: Int) throws(BlockProgramError) -> Int {
        guard frame >= 0, frame < recording.transactions[transaction].frames.count else {
            throw .frameIndex(frame: frame)
        }
        return firstFrame[transaction] + frame
    }
}
