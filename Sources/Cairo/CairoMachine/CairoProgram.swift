public import CasmModel

/// Code that is ready to run, shared by any number of runs: plain words, decoded instructions, hints by position.
///
/// Making one costs about 50 ns a word; keep it beside the class. Loading it into a machine is one copy.
public final class CairoProgram: @unchecked Sendable {
    // Unchecked: everything here is written by `init` only.

    /// What happens before the instruction at a position.
    enum PositionedAction {
        case hints([Hint])
        case mark(Int)
        case zero([ZeroHint])
    }

    /// The number of words.
    public let count: Int
    let words: UnsafeMutablePointer<MemoryValue>
    let decoded: UnsafeMutablePointer<Decoded>
    /// For each position the index of its action plus one, 0 for none.
    let actionIndex: UnsafeMutablePointer<UInt32>
    let actions: [PositionedAction]

    /// A marked position: `RunEnvironment.mark` is called before the instruction there runs.
    public struct Mark: Sendable {
        public var position: Int
        public var number: Int

        public init(position: Int, number: Int) {
            self.position = position
            self.number = number
        }
    }

    /// Takes the words of a program; nil marks a cell that the run fills.
    ///
    /// `stop`: the position at which a run of this program pauses before it executes the instruction there. Positions
    /// of hints and marks outside the words are ignored: they can never run.
    public convenience init(
        words: [MemoryValue?], hints: [PositionedHints], marks: [Mark] = [], stop: Int? = nil
    ) {
        var actions: [(Int, PositionedAction)] = hints.map { ($0.position, .hints($0.hints)) }
        actions += marks.map { ($0.position, .mark($0.number)) }
        self.init(words: words, actions: actions, stop: stop)
    }

    /// A class ready for calls: its code, a `ret` and a pointer to the costs of builtins (EXEC spec §3.9). The pointer
    /// is written by `EntryPointRun`.
    public convenience init(class casm: CasmClass) {
        var words: [MemoryValue?] = casm.bytecode.map { MemoryValue($0) }
        words.append(.small(0x208b_7fff_7fff_7ffe))
        words.append(nil)
        self.init(words: words, hints: casm.hints)
    }

    init(words source: [MemoryValue?], actions list: [(Int, PositionedAction)], stop: Int?) {
        count = source.count
        words = .allocate(capacity: count + 1)
        decoded = .allocate(capacity: count + 1)
        actionIndex = .allocate(capacity: count + 1)
        words.initialize(repeating: .unknown, count: count + 1)
        decoded.initialize(repeating: Decoded(), count: count + 1)
        actionIndex.initialize(repeating: 0, count: count + 1)
        for (i, word) in source.enumerated() { if let word { words[i] = word } }
        for i in 0..<count where words[i].isKnown {
            if let instruction = try? Decoded(word: words[i], next: words[i + 1]) { decoded[i] = instruction }
        }
        var kept: [PositionedAction] = []
        for (position, action) in list where position >= 0 && position < count {
            kept.append(action)
            actionIndex[position] = UInt32(kept.count)
            // A word that is no instruction fails when it is reached, before any hint.
            if decoded[position].kind != Kind.undecoded { decoded[position].kind = Kind.hint }
        }
        if let stop, stop >= 0, stop < count { decoded[stop].kind = Kind.stop }
        actions = kept
    }

    deinit {
        words.deallocate()
        decoded.deallocate()
        actionIndex.deallocate()
    }
}
