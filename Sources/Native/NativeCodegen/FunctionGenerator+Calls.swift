import LLVMBuilding
import NativeLayout
import SierraModel

/// Calls of functions. One that calls itself and gives back what it gets starts anew instead: that is every loop of Cairo.
extension FunctionGenerator {
    func call(
        _ callee: Int, _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        guard let function = parent.functions[callee] else { throw .operation(libfunc: invocation.libfunc) }
        let flat = arguments.flatMap { $0 }
        guard flat.map(\.type) == Array(function.parameters.dropFirst()) else { throw invalid }
        if callee == index, isLast(invocation, libfunc) {
            restart(flat)
            return nil
        }
        return try split(code.call(function, [context] + flat), libfunc.branches[0].outputs.map(\.type))
    }

    /// Statements that may stand between a call and the return of its results.
    private static let passesMax = 64

    /// Whether the function returns right behind the call, with exactly the call's results.
    private func isLast(_ invocation: Invocation, _ libfunc: Libfunc) -> Bool {
        guard rest.isEmpty else { return false }
        // What each variable is: the place of a result.
        var names: [VariableID: Int] = [:]
        for (place, name) in invocation.branches[0].results.enumerated() { names[name] = place }
        var current = invocation.branches[0].next(after: statement)
        for _ in 0..<FunctionGenerator.passesMax {
            switch module.program.statements[current] {
            case .return(let variables):
                return variables.count == libfunc.branches[0].outputs.count && names.count == variables.count
                    && variables.enumerated().allSatisfy { names[$1] == $0 }
            case .invocation(let next):
                let passed = module.libfunc(next)
                switch passed.operation {
                case .apTracking, .branchAlign, .jump: break
                case .storeTemporary, .identity:
                    guard passed.parameters == passed.branches[0].outputs.map(\.type), next.arguments.count == 1,
                        next.branches[0].results.count == 1, let place = names.removeValue(forKey: next.arguments[0])
                    else { return false }
                    names[next.branches[0].results[0]] = place
                default: return false
                }
                current = next.branches[0].next(after: current)
            }
        }
        return false
    }
}
