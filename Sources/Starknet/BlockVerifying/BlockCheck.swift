/// The checks of a verification, in the order they are made, as a reader may want them listed.
/// Docs/Internals/block-proofs.md has the same list with the reasons.
public enum BlockCheck: UInt8, CaseIterable, Sendable {
    case blockData, ancestors, rules, certificate, previousState, classes, stateRoot, program, replay, binding, proof

    /// What holds when the check passed.
    public var statement: StaticString {
        switch self {
        case .blockData: "Transaction hashes, commitments and block hash follow from the block's data"
        case .ancestors: "The parent's header and its ancestors link to this block"
        case .rules: "Block and transactions keep the rules that validators enforce"
        case .certificate: "More than two thirds of the committee signed this block hash"
        case .previousState: "What was read before the block is opened against the parent's state root"
        case .classes: "The classes' code hashes to what the state commits to"
        case .stateRoot: "The previous state with the state diff applied has the block's state root"
        case .program: "The program is rebuilt from the block's classes and the manifest"
        case .replay: "The replay gives the block's receipts and state diff"
        case .binding: "The proof's public memory is this program"
        case .proof: "The STARK proof of the program's run holds"
        }
    }

    /// Whether the check is about the proof of a program's run: a block without transactions has none.
    var isAboutProof: Bool {
        switch self {
        case .program, .binding, .proof: true
        case .blockData, .ancestors, .rules, .certificate, .previousState, .classes, .stateRoot, .replay: false
        }
    }
}
