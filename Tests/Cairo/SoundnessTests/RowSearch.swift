import CairoAIR
import ConstraintSystems
import Determinism
import FiniteFields

/// Looks for a row that a component refuses and that it would accept without one constraint or lookup: one cell is changed,
/// and what breaks besides is mended by solving for other cells.
final class RowSearch {
    /// What may be wrong with the row besides what is deleted.
    enum Rigour {
        /// Nothing: only what is deleted refuses the row.
        case alone
        /// Lookups, where a constraint is deleted: no other constraint refuses the row. Calls of other components, where a
        /// lookup is deleted: they are asked for other inputs than before, which nothing else forbids.
        case amongItsKind
    }

    private let text: ComponentText
    private let dependencies: Dependencies
    private var state: RowState
    private let honest: [[M31]]
    private var steps = 0
    private var rigour = Rigour.alone
    private var deleted = Deletion.constraint(0)
    /// Whether constraints that read few cells are mended first, or those that come first.
    private var prefersShort = false

    init(_ text: ComponentText, _ row: Row, _ dependencies: Dependencies) {
        self.text = text
        self.dependencies = dependencies
        let state = RowState(text, row, dependencies)
        self.state = state
        honest = text.lookups.indices.map(state.tuple)
    }

    /// A row that only `deleted` refuses, or nil where none is found within so many changes of a cell.
    func witness(without deleted: Deletion, _ rigour: Rigour, steps limit: Int, _ random: inout SplitMix64) -> Row? {
        self.deleted = deleted
        self.rigour = rigour
        let starts: [Int] =
            switch deleted {
            case .constraint(let number): dependencies.cellsOfConstraint[number]
            case .lookup(let number): dependencies.cellsOfLookup[number]
            }
        // Each depth has a share, so that short ways are not all that is tried. The deepest mends one carry after the other.
        let ways = rigour == .alone ? [(1, 12), (3, 8), (6, 3), (200, 1)] : [(2, 6), (200, 1)]
        for (way, (depth, breadth)) in (ways + ways).enumerated() {
            prefersShort = way >= ways.count
            steps = limit / 4
            for number in 0..<RowStart.count {
                for cell in starts {
                    guard steps > 0 else { break }
                    if let found = attempt(number, cell, depth, breadth, &random) { return found }
                }
            }
        }
        return nil
    }

    /// Starts with another value of a cell, or one of it and its neighbour.
    private func attempt(
        _ number: Int, _ cell: Int, _ depth: Int, _ breadth: Int, _ random: inout SplitMix64
    ) -> Row? {
        let old = state.row.cells[cell], new = RowStart.value(number, old, &random)
        guard new != old else { return nil }
        set(cell, new)
        defer { set(cell, old) }
        guard let carried = RowStart.carried(number) else {
            return isBroken(deleted) ? mended([cell], depth, breadth) : nil
        }
        let other = cell + carried.distance
        guard state.row.cells.indices.contains(other) else { return nil }
        let before = state.row.cells[other]
        set(other, before + carried.change)
        defer { set(other, before) }
        return isBroken(deleted) ? mended([cell, other], depth, breadth) : nil
    }

    /// The row, completed to one that only what is deleted refuses.
    private func mended(_ touched: [Int], _ depth: Int, _ breadth: Int) -> Row? {
        let goals: [Goal]
        switch firstObjection(touched) {
        case nil: return isBroken(deleted) && (rigour != .alone || isMemoryAFunction()) ? state.row : nil
        case .constraint(let number):
            let cells = dependencies.cellsOfConstraint[number]
            goals = text.roots(of: text.constraints[number]).map {
                Goal(cells: cells, node: $0.node, wanted: $0.wanted)
            }
        case .lookup(let number):
            goals = self.goals(number)
        }
        guard depth > 0 else { return nil }
        for goal in goals {
            var tried = 0
            for cell in goal.cells where tried < breadth && !touched.contains(cell) {
                guard steps > 0 else { return nil }
                let old = state.row.cells[cell]
                for solved in solutions(cell, goal) where solved != old {
                    set(cell, solved)
                    var found: Row?
                    if isHopeful(cell) {
                        tried += 1
                        found = mended(touched + [cell], depth - 1, breadth)
                    }
                    set(cell, old)
                    if let found { return found }
                }
            }
        }
        return nil
    }

    /// An entry or a constraint that should have another value.
    private struct Goal {
        let cells: [Int]
        let node: Expression
        let wanted: M31
    }

    /// What refuses the row besides what is deleted: constraints first.
    private func firstObjection(_ touched: [Int]) -> Deletion? {
        var constraint: Int?, lookup: Int?
        for cell in touched {
            for number in dependencies.constraintsOfCell[cell] where deleted != .constraint(number) {
                guard value(text.constraints[number]) != 0 else { continue }
                if let best = constraint, order(best) <= order(number) { continue }
                constraint = number
            }
        }
        if let constraint { return .constraint(constraint) }
        for cell in touched {
            for number in dependencies.lookupsOfCell[cell] where deleted != .lookup(number) {
                if number < lookup ?? .max, !isExcused(number), !isAnswered(number) { lookup = number }
            }
        }
        return lookup.map { .lookup($0) }
    }

    private func order(_ constraint: Int) -> Int {
        prefersShort
            ? dependencies.cellsOfConstraint[constraint].count * text.constraints.count + constraint : constraint
    }

    private func isExcused(_ number: Int) -> Bool {
        guard rigour == .amongItsKind else { return false }
        if case .constraint = deleted { return true }
        return TupleTables.family(text.lookups[number].relation) == .call
    }

    /// False where a range check of the cell fails, which no other cell can mend.
    private func isHopeful(_ cell: Int) -> Bool {
        for number in dependencies.lookupsOfCell[cell] where deleted != .lookup(number) && !isExcused(number) {
            let relation = text.lookups[number].relation
            if TupleTables.isXor(relation) { continue }
            switch TupleTables.family(relation) {
            case .constant, .idToValue: if !isAnswered(number) { return false }
            default: break
            }
        }
        return true
    }

    /// Entries of a lookup that should have another value.
    private func goals(_ number: Int) -> [Goal] {
        let lookup = text.lookups[number], tuple = tuple(number), cells = dependencies.cellsOfLookup[number]
        func goal(_ entry: Int, _ wanted: M31) -> Goal { Goal(cells: cells, node: lookup.tuple[entry], wanted: wanted) }
        switch TupleTables.family(lookup.relation) {
        case .constant:
            guard TupleTables.isXor(lookup.relation) else { return [] }
            let (a, b, c) = (tuple[0].value, tuple[1].value, tuple[2].value)
            return [goal(2, M31(canonical: a ^ b)), goal(1, M31(canonical: a ^ c)), goal(0, M31(canonical: b ^ c))]
        case .call:
            return lookup.tuple.indices.filter { tuple[$0] != honest[number][$0] }.prefix(1)
                .map { goal($0, honest[number][$0]) }
        case .addressToId, .idToValue, .idsOnly: return []
        }
    }

    /// The values of a cell for which an expression, linear or quadratic in it, has the wanted value.
    private func solutions(_ cell: Int, _ goal: Goal) -> [M31] {
        let old = state.row.cells[cell], at0 = value(goal.node) - goal.wanted
        set(cell, old + 1)
        let at1 = value(goal.node) - goal.wanted
        set(cell, old + 2)
        let at2 = value(goal.node) - goal.wanted
        set(cell, old)
        // a x^2 + b x + c for x = 0, 1, 2 beyond the old value.
        let half = M31(2).inverse
        let a = (at2 - at1 - at1 + at0) * half, b = at1 - at0 - a
        guard a != 0 else { return b == 0 ? [] : [old - at0 * b.inverse] }
        let discriminant = b * b - a * at0 * 4
        let root = discriminant.power(1 << 29)
        guard root * root == discriminant else { return [] }
        let over = (a + a).inverse
        return [old + (root - b) * over, old - (root + b) * over]
    }

    private func set(_ cell: Int, _ value: M31) {
        steps -= 1
        state.set(cell, value)
    }

    private func value(_ e: Expression) -> M31 { state.value(e) }
    private func tuple(_ number: Int) -> [M31] { state.tuple(number) }

    /// Whether other tables can answer a use. What the row yields is its claim, and free.
    private func isAnswered(_ number: Int) -> Bool {
        let lookup = text.lookups[number]
        guard lookup.isUse else { return true }
        guard value(lookup.times) == 1 else { return false }
        let tuple = tuple(number)
        switch TupleTables.family(lookup.relation) {
        case .constant: return TupleTables.has(lookup.relation, tuple)
        case .idToValue: return TupleTables.isValue(tuple)
        case .addressToId, .idsOnly: return true
        case .call: return tuple == honest[number]
        }
    }

    /// Whether a constraint or lookup refuses the row.
    private func isBroken(_ deletion: Deletion) -> Bool {
        switch deletion {
        case .constraint(let number): value(text.constraints[number]) != 0
        case .lookup(let number):
            TupleTables.family(text.lookups[number].relation) == .constant
                ? !isAnswered(number) : tuple(number) != honest[number]
        }
    }

    /// Whether all lookups but the deleted one see one memory.
    private func isMemoryAFunction() -> Bool {
        var seen: [[UInt32]: [M31]] = [:]
        for (number, lookup) in text.lookups.enumerated() where deleted != .lookup(number) && lookup.isUse {
            guard lookup.relation == .memoryAddressToId || lookup.relation == .memoryIdToBig else { continue }
            let tuple = tuple(number), key = [lookup.relation.id, tuple[0].value]
            var value = Array(tuple.dropFirst())
            while value.last == 0 { value.removeLast() }
            if let other = seen[key], other != value { return false }
            seen[key] = value
        }
        return true
    }
}
