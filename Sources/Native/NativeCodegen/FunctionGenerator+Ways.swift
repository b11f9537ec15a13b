import LLVMBuilding
import NativeLayout
import SierraModel

/// How code goes from statement to statement.
extension FunctionGenerator {
    /// From the end of the block that is being written to a statement.
    func go(to target: Int, _ environment: Environment, isJoined: Bool = false) throws(NativeRefusal) {
        guard meetingPoints.contains(target) else {
            work.append(
                Work(statement: target, block: code.current, environment: environment, isJoined: isJoined))
            return
        }
        let from = code.current
        let meeting = meetings[target] ?? meet(at: target, environment)
        guard environment.count == meeting.variables.count else { throw .variables(statement: target) }
        for variable in meeting.variables {
            guard let here = environment[variable], let there = meeting.environment[variable], here.type == there.type
            else { throw .variables(statement: target) }
            for (cell, merged) in zip(here.cells, there.cells) { code.extend(merged, with: cell, from: from) }
        }
        code.jump(to: meeting.block)
    }

    private func meet(at target: Int, _ environment: Environment) -> Meeting {
        let from = code.current, block = code.block(in: function)
        code.begin(block)
        let variables = environment.keys.sorted { $0.value < $1.value }
        var merged: Environment = [:]
        for variable in variables {
            guard let here = environment[variable] else { continue }
            merged[variable] = Variable(type: here.type, cells: here.cells.map { code.merge($0.type) })
            mergedValues += here.cells.count
        }
        let meeting = Meeting(block: block, variables: variables, environment: merged)
        meetings[target] = meeting
        work.append(Work(statement: target, block: block, environment: merged, isJoined: false))
        code.begin(from)
        return meeting
    }

    /// Statement after statement, up to where ways part, meet or end.
    func walk(_ begin: Int, _ environment: Environment) throws(NativeRefusal) {
        var current = begin, environment = environment
        while true {
            statement = current
            try checkBudgets()
            switch module.program.statements[current] {
            case .return(let variables):
                try writeReturn(variables, &environment)
                return
            case .invocation(let invocation):
                let arguments = try take(invocation.arguments, &environment)
                let libfunc = module.libfunc(invocation)
                guard arguments.map(\.type) == libfunc.parameters else { throw invalid }
                rest = environment
                let cells = arguments.map(\.cells)
                guard let results = try lower(libfunc, invocation, cells) else { return }
                charge(libfunc.branches[0], libfunc.operation)
                environment = try extended(0, libfunc, invocation, results)
                let next = invocation.branches[0].next(after: current)
                if meetingPoints.contains(next) {
                    try go(to: next, environment)
                    return
                }
                current = next
            }
        }
    }

    private func take(_ variables: [VariableID], _ environment: inout Environment) throws(NativeRefusal) -> [Variable] {
        var taken: [Variable] = []
        for variable in variables {
            guard let value = environment.removeValue(forKey: variable) else { throw invalid }
            taken.append(value)
        }
        return taken
    }

    private func writeReturn(_ variables: [VariableID], _ environment: inout Environment) throws(NativeRefusal) {
        let taken = try take(variables, &environment)
        guard environment.isEmpty, taken.map(\.type) == module.program.functions[index].results else { throw invalid }
        code.return(taken.flatMap(\.cells), from: function)
    }

    /// What is alive behind a branch.
    private func extended(
        _ place: Int, _ libfunc: Libfunc, _ invocation: Invocation, _ results: [[Value]]
    ) throws(NativeRefusal) -> Environment {
        let outputs = libfunc.branches[place].outputs, names = invocation.branches[place].results
        guard results.count == outputs.count, names.count == outputs.count else { throw invalid }
        var environment = rest
        for ((name, output), cells) in zip(zip(names, outputs), results) {
            guard try parent.layout(output.type).cells == cells.map(\.type) else { throw invalid }
            guard environment.updateValue(Variable(type: output.type, cells: cells), forKey: name) == nil else {
                throw invalid
            }
        }
        return environment
    }

    // MARK: For the families

    /// What a libfunc with several branches does on one of them: the results, written in that branch's block.
    typealias Way = () -> [[Value]]

    /// Goes on at the branches, each from its block.
    func part(
        _ libfunc: Libfunc, _ invocation: Invocation, _ blocks: [Block], _ ways: [Way]
    ) throws(NativeRefusal) {
        guard ways.count == libfunc.branches.count, blocks.count == ways.count else { throw invalid }
        let alive = rest, here = statement
        for (place, (block, way)) in zip(blocks, ways).enumerated() {
            code.begin(block)
            charge(libfunc.branches[place], libfunc.operation)
            let environment = try extended(place, libfunc, invocation, way())
            try go(
                to: invocation.branches[place].next(after: here), environment, isJoined: blocks.count == 1)
            rest = alive
            statement = here
        }
    }

    /// To the first branch where the bit is set, else to the second one.
    func part(
        _ libfunc: Libfunc, _ invocation: Invocation, on bit: Value, _ yes: @escaping Way, _ no: @escaping Way
    ) throws(NativeRefusal) {
        let blocks = [code.block(in: function), code.block(in: function)]
        code.branch(bit, blocks[0], blocks[1])
        try part(libfunc, invocation, blocks, [yes, no])
    }

    /// To the only branch that there is, which never falls through.
    func jump(_ invocation: Invocation) throws(NativeRefusal) {
        try go(to: invocation.branches[0].next(after: statement), rest, isJoined: true)
    }

    /// Starts the function anew with other parameters.
    func restart(_ arguments: [Value]) {
        for (parameter, argument) in zip(parameters, arguments) {
            code.extend(parameter, with: argument, from: code.current)
        }
        code.jump(to: first)
    }
}
