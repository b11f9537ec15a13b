import SierraModel

/// Which functions call which.
struct CallGraph {
    /// What the entry points reach, themselves included.
    private(set) var reached: Set<Int> = []
    /// Functions that may call themselves, directly or not.
    private(set) var recursive: Set<Int> = []
    private var calls: [Int: [Int]] = [:]

    /// The most statements that all functions together may be walked over: functions may share statements.
    static let statementsMax = 1 << 20

    init(_ module: SierraModule, _ entryFunctions: [Int]) throws(NativeRefusal) {
        var open = entryFunctions
        var walked = 0
        while let index = open.popLast() {
            guard module.program.functions.indices.contains(index) else { throw .entryPoint(function: index) }
            guard reached.insert(index).inserted else { continue }
            let statements = CallGraph.statements(of: index, module)
            walked += statements.count
            guard walked <= CallGraph.statementsMax else { throw .budget(.class) }
            var called: Set<Int> = []
            for statement in statements {
                guard let invocation = module.program.invocation(statement) else { continue }
                if case .functionCall(let function) = module.libfunc(invocation).operation { called.insert(function) }
            }
            calls[index] = called.sorted()
            open += called
        }
        findCycles()
    }

    /// The statements that a function's first one leads to, in any order.
    static func statements(of function: Int, _ module: SierraModule) -> Set<Int> {
        let entry = module.program.functions[function].entry
        var seen: Set<Int> = [entry], open = [entry]
        while let statement = open.popLast() {
            for branch in module.program.invocation(statement)?.branches ?? [] {
                let next = branch.next(after: statement)
                if seen.insert(next).inserted { open.append(next) }
            }
        }
        return seen
    }

    /// Tarjan's components, with a stack of our own: those of more than one function, and functions that call themselves.
    private mutating func findCycles() {
        var number: [Int: Int] = [:], low: [Int: Int] = [:], stack: [Int] = [], onStack: Set<Int> = []
        for root in reached.sorted() where number[root] == nil {
            var path: [(function: Int, next: Int)] = []
            func enter(_ function: Int) {
                number[function] = number.count
                low[function] = number[function]
                stack.append(function)
                onStack.insert(function)
                path.append((function, 0))
            }
            enter(root)
            while let (function, next) = path.last {
                let callees = calls[function] ?? []
                if next < callees.count {
                    path[path.count - 1].next += 1
                    let callee = callees[next]
                    if callee == function { recursive.insert(function) }
                    if number[callee] == nil {
                        enter(callee)
                    } else if onStack.contains(callee) {
                        low[function] = min(low[function] ?? 0, number[callee] ?? 0)
                    }
                    continue
                }
                path.removeLast()
                if let caller = path.last?.function {
                    low[caller] = min(low[caller] ?? 0, low[function] ?? 0)
                }
                guard low[function] == number[function] else { continue }
                var component: [Int] = []
                while let member = stack.popLast() {
                    onStack.remove(member)
                    component.append(member)
                    if member == function { break }
                }
                if component.count > 1 { recursive.formUnion(component) }
            }
        }
    }
}
