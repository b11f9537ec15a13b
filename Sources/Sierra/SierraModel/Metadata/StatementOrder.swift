/// Orders statements so that each comes after those it leads to, but for cycles.
///
/// Consensus: where there are cycles the order decides metadata, so the walk is exactly the reference's: the last child
/// first, and a statement that was pushed twice is done when it is met the second time.
struct StatementOrder {
    private enum Visit { case new, open, done }

    /// The statements from 0 up to `count` in this order. `children` appends what a statement leads to.
    static func reverse(
        _ count: Int, refusingCycles: Bool, _ children: (Int, inout [Int]) -> Void
    ) throws(SierraError) -> [Int] {
        var order: [Int] = []
        order.reserveCapacity(count)
        var visits = [Visit](repeating: .new, count: count)
        var stack: [Int] = [], below: [Int] = []
        for root in 0..<count {
            stack.append(root)
            while let index = stack.popLast() {
                switch visits[index] {
                case .new:
                    visits[index] = .open
                    stack.append(index)
                    below.removeAll(keepingCapacity: true)
                    children(index, &below)
                    for child in below {
                        switch visits[child] {
                        case .open: if refusingCycles { throw .costCycle }
                        case .new: stack.append(child)
                        case .done: break
                        }
                    }
                case .open:
                    visits[index] = .done
                    order.append(index)
                case .done: break
                }
            }
        }
        return order
    }
}
