import CairoAIR
import ConstraintSystems

extension ComponentText {
    /// The constraints and range checks of `verifyMul252`, wherever the text calls it: a quotient and 27 carries, checked to twenty
    /// bits in turn by the eight lettered relations, and the 28 equations that read them. `ForgedProductTests` has a wrong product
    /// for each of one call's.
    func products252() -> Set<Deletion> {
        var found = Set<Deletion>(), cells = Set<Int>()
        let dependencies = Dependencies(self)
        var start = 0
        while start + 28 <= lookups.count {
            let isBlock = (0..<28).allSatisfy { lookups[start + $0].relation == .rangeCheck20($0) }
            guard isBlock else {
                start += 1
                continue
            }
            for number in start..<start + 28 {
                found.insert(.lookup(number))
                cells.formUnion(dependencies.cellsOfLookup[number])
            }
            start += 28
        }
        if let enablerCell { cells.remove(enablerCell) }
        for (number, read) in dependencies.cellsOfConstraint.enumerated() where !cells.isDisjoint(with: read) {
            found.insert(.constraint(number))
        }
        return found
    }
}
