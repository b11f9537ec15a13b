import CairoAIR
import ConstraintSystems
import FiniteFields

/// Rows in which one limb is out of range and everything else is right: 512 more in a limb and one less in the next leave a number
/// as it is, and every product of it; quotients and carries of the products are computed anew. What refuses such a row is the
/// limb's range check alone.
///
/// The search does not find them: limbs that wrap around modulo p change the quotient, and with it all equations at once.
struct ForgedLimbs {
    /// A call of `verifyMul252`: its cells, and the first of its 28 equations.
    private struct Product {
        let quotient: Int, carries: [Int], firstEquation: Int
    }

    private let text: ComponentText
    private let dependencies: Dependencies
    private let products: [Product]

    init(_ text: ComponentText, _ dependencies: Dependencies) {
        self.text = text
        self.dependencies = dependencies
        var products: [Product] = [], start = 0
        while start + 28 <= text.lookups.count {
            guard (0..<28).allSatisfy({ text.lookups[start + $0].relation == .rangeCheck20($0) }) else {
                start += 1
                continue
            }
            let cells = (start..<start + 28).compactMap { number in
                dependencies.cellsOfLookup[number].first { $0 != text.enablerCell }
            }
            if cells.count == 28, let first = dependencies.constraintsOfCell[cells[1]].min() {
                products.append(Product(quotient: cells[0], carries: Array(cells.dropFirst()), firstEquation: first))
            }
            start += 28
        }
        self.products = products
    }

    /// A row that only the deleted range check of limbs refuses, or nil. `rigour` as in `RowSearch`.
    func witness(_ row: Row, without deleted: Deletion, _ rigour: RowSearch.Rigour) -> Row? {
        guard case .lookup(let number) = deleted, TupleTables.family(text.lookups[number].relation) == .constant else {
            return nil
        }
        for cell in dependencies.cellsOfLookup[number] where cell != text.enablerCell {
            for other in neighbours(of: cell) {
                // Limbs of nine bits, and of 27.
                for (change, carried): (M31, M31) in [
                    (512, -M31(1)), (-M31(512), 1), (pow2(27), -M31(1)), (-pow2(27), 1),
                ] {
                    var state = RowState(text, row, dependencies)
                    let honest = text.lookups.indices.map(state.tuple)
                    state.set(cell, row.cells[cell] + change)
                    if let other { state.set(other, row.cells[other] + carried) }
                    guard mend(&state), refusal(state, honest, rigour) == [number] else { continue }
                    return state.row
                }
            }
        }
        return nil
    }

    /// The cell of the limb above a limb's; none where that limb is no cell, but what a longer limb leaves.
    private func neighbours(of cell: Int) -> [Int?] { [nil, cell + 1 < text.columns ? cell + 1 : nil] }

    /// Computes quotient and carries of every product anew, in the order of the text; false where they are not whole numbers.
    private func mend(_ state: inout RowState) -> Bool {
        for product in products {
            let cells = [product.quotient] + product.carries
            let isChanged = (0..<28).contains { state.value(text.constraints[product.firstEquation + $0]) != 0 }
            guard isChanged else { continue }
            for cell in cells { state.set(cell, 0) }
            // With zeros, an equation is minus its sum; the last one is its sum.
            let sums = (0..<28).map { number -> Int in
                let value = Int(state.value(text.constraints[product.firstEquation + number]).value)
                let signed = value > ForgedProductTests.modulus / 2 ? value - ForgedProductTests.modulus : value
                return number < 27 ? -signed : signed
            }
            let quotient = Int((sums.reduce(0.0) { $0 / 512 + Double($1) } / 256).rounded())
            state.set(product.quotient, ForgedProductTests.element(quotient))
            var carry = 0
            for (number, sum) in sums.enumerated() {
                let multiple = number == 0 ? 1 : number == 21 ? 136 : number == 27 ? 256 : 0
                let left = sum - multiple * quotient + carry
                guard number < 27 else {
                    guard left == 0 else { return false }
                    break
                }
                guard left % 512 == 0 else { return false }
                carry = left / 512
                state.set(product.carries[number], ForgedProductTests.element(carry))
            }
        }
        return true
    }

    /// The uses that refuse the row; nil where constraints do, or a memory that is none.
    private func refusal(_ state: RowState, _ honest: [[M31]], _ rigour: RowSearch.Rigour) -> [Int]? {
        guard text.constraints.allSatisfy({ state.value($0) == 0 }) else { return nil }
        var memory: [[UInt32]: [M31]] = [:]
        let refusing = text.lookups.indices.filter { number in
            let lookup = text.lookups[number], tuple = state.tuple(number)
            guard lookup.isUse else { return false }
            switch TupleTables.family(lookup.relation) {
            case .constant: return !TupleTables.has(lookup.relation, tuple)
            case .call: return rigour == .alone && tuple != honest[number]
            case .idToValue:
                // A value that changes with its limbs is another memory's, which other rows may see otherwise.
                guard TupleTables.isValue(tuple), memory[[tuple[0].value]] ?? tuple == tuple else { return true }
                memory[[tuple[0].value]] = tuple
                return false
            case .addressToId, .idsOnly: return false
            }
        }
        return refusing
    }
}
