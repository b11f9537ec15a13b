import CasmModel
import SierraModel

/// The cells of a variable at a statement.
struct Reference {
    /// Where a variable was defined: the statements before and after, nil before for a parameter, and the place among
    /// the results.
    struct Introduction: Equatable {
        var source: Int?
        var destination: Int
        var output: Int
    }

    var cells: [CellExpression]
    var type: TypeID
    /// The place on the stack of values that lie there without gaps.
    var stackIndex: Int?
    var introduction: Introduction
}

extension [Reference] {
    /// Whether all cells lie on top of the stack in order.
    var areOnStack: Bool {
        var expected = -1
        for reference in reversed() {
            for cell in reference.cells.reversed() {
                guard case .cell(let cell) = cell, cell.register == .ap, Int(cell.offset) == expected else {
                    return false
                }
                expected -= 1
            }
        }
        return true
    }
}

/// What a branch does to the environment.
struct BranchChanges {
    /// The results; `introduction` is nil for those that are introduced by this branch.
    struct Result {
        var cells: [CellExpression]
        var type: TypeID
        var stackIndex: Int?
        var introduction: Reference.Introduction?
    }

    enum Tracking { case keep, enable, disable }

    var results: [Result]
    /// Nil for unknown.
    var apChange: Int?
    var tracking: Tracking
    var cost: GasAmounts
    var clearsStack: Bool
    var stackSize: Int
}

/// What holds at a statement besides the variables.
struct Environment: Equatable {
    /// How far `ap` is from where it is followed from, nil when it is not followed.
    struct Tracking: Equatable {
        var change: Int
        /// The statement, nil for the start of the function.
        var base: Int?
    }

    enum Frame: Equatable {
        case beforeAllocation
        /// So many cells of locals from there on.
        case allocating(Int, start: Int)
        case finalized(Int)
    }

    var tracking: Tracking? = Tracking(change: 0, base: nil)
    /// Values on top of the stack without gaps.
    var stackSize = 0
    var frame = Frame.beforeAllocation
    var wallet: GasAmounts

    /// Agrees where statements meet; the stack may differ.
    func agrees(with other: Environment) -> Bool {
        tracking == other.tracking && frame == other.frame && wallet == other.wallet
    }

    /// The cells of locals, when they may be finalised here.
    var localsToFinalize: Int? {
        guard let tracking, tracking.base == nil else { return nil }
        switch frame {
        case .beforeAllocation: return 0
        case .allocating(let cells, let start): return tracking.change == start ? cells : nil
        case .finalized: return nil
        }
    }

    /// The place of a new local of so many cells; nil where locals cannot be allocated.
    mutating func allocateLocal(_ size: Int) -> Int? {
        guard let tracking, tracking.base == nil else { return nil }
        switch frame {
        case .beforeAllocation:
            frame = .allocating(size, start: tracking.change)
            return tracking.change
        case .allocating(let cells, let start):
            guard tracking.change == start else { return nil }
            frame = .allocating(cells + size, start: start)
            return start + cells
        case .finalized: return nil
        }
    }
}
