import BlockPrograms
public import CasmModel
public import StarknetModel

/// The most that a block may ask of the prover.
///
/// One text for whoever builds a block, who leaves out what does not fit, and for validators, who refuse a block that is
/// beyond it. Verifiers do not ask: whoever has a proof in hand knows that there is one.
public enum ProvingBudget {
    /// Addresses of the run. The table of addresses has 16 in a row, and 2^20 rows are what the preprocessed trace has
    /// numbers for: a sixty-fourth of them is kept free.
    public static let cellsMax: UInt64 = 63 << 18
    /// Steps of the run, which decide the prover's time and most of its memory.
    public static let stepsMax: UInt64 = 1 << 21
    /// Felts of data: nodes answer the recording of a block in one piece.
    public static let dataFeltsMax: UInt64 = 3 << 16
    /// Words of code, and classes, which each bundle carries.
    public static let codeWordsMax: UInt64 = 1 << 20
    public static let classesMax: UInt64 = 256
    /// Opened places of the state.
    public static let placesMax: UInt64 = 1 << 13
    /// The most L2 gas that a transaction may allow itself: what it buys fits into a block, however it is spent on the
    /// machine. Declarations, which pay for their class with it, may allow themselves more.
    public static let transactionGasMax: UInt64 = 100_000_000

    /// The most instances of a builtin.
    public static func instancesMax(_ builtin: Builtin) -> Int {
        switch builtin {
        // As long as their own tables may be.
        case .rangeCheck, .rangeCheck96: 1 << 20
        case .bitwise: 1 << 17
        // 56, 107 and 252 rows of wide tables each.
        case .pedersen, .poseidon: 1 << 13
        case .ecOp: 1 << 11
        // A wide row each.
        case .addMod, .mulMod: 1 << 15
        // No contract uses them.
        case .output, .ecdsa, .keccak: 0
        // It is in no proof.
        case .segmentArena: .max
        }
    }

    /// Checks the load of a block, or of a transaction that is alone in one.
    public static func check(_ load: ProvingLoad) throws(ProvingExcess) {
        guard load.cells <= cellsMax else { throw .cells }
        guard load.steps <= stepsMax else { throw .steps }
        guard load.dataFelts <= dataFeltsMax else { throw .data }
        guard load.codeWords <= codeWordsMax, load.classes <= classesMax else { throw .code }
        guard load.places <= placesMax else { throw .places }
        for builtin in Builtin.allCases where load.builtins[builtin] > instancesMax(builtin) {
            throw .builtin(builtin)
        }
    }

    /// Checks what a transaction allows itself, before anything runs: what may use more is not taken by any node.
    public static func checkBounds(_ transaction: Transaction) throws(TransactionRejection) {
        guard let account = transaction.account else { return }
        try check(gas: account.resourceBounds.l2Gas.maxAmount, of: transaction)
    }

    /// Checks an amount of L2 gas that a transaction would allow itself.
    public static func check(gas amount: UInt64, of transaction: Transaction) throws(TransactionRejection) {
        guard transaction.kind == .declare || amount <= transactionGasMax else {
            throw .boundsTooHigh(amount: amount, most: transactionGasMax)
        }
    }
}

/// What of the proving budget is exceeded.
public enum ProvingExcess: Error, Hashable, Sendable {
    case cells, steps, data, code, places
    case builtin(Builtin)

    /// What there is too much of, as the end of a sentence.
    public var explanation: String {
        switch self {
        case .cells: "cells of memory"
        case .steps: "steps"
        case .data: "felts of data"
        case .code: "code"
        case .places: "places of the state"
        case .builtin(let builtin): "uses of \(builtin.name)"
        }
    }
}
