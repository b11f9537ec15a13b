import Testing

@testable import SierraModel

struct RefusedModulesTests {
    @Test func `library functions exist, and find their arguments and types`() {
        #expect(refusal { _ = $0.libfunc("felt252_plus") } == .libfunc(0, .unknownName))
        #expect(refusal { _ = $0.libfunc("felt252_add") } == .libfunc(0, .undeclaredType))
        #expect(refusal { _ = $0.libfunc("dup") } == .libfunc(0, .argumentCount))
        #expect(refusal { _ = $0.libfunc("dup", .value(1)) } == .libfunc(0, .unsupportedArgument))
        #expect(refusal { _ = $0.libfunc("dup", .type(TypeID(0))) } == .libfunc(0, .missingType))
        #expect(refusal { _ = $0.libfunc("function_call", .function(0)) } == .libfunc(0, .missingFunction))
        let variant = refusal {
            let unit = $0.type("Struct", .userType(0))
            let type = $0.type("Enum", .userType(1), .type(unit))
            _ = $0.libfunc("enum_init", .type(type), .value(1))
        }
        #expect(variant == .libfunc(0, .indexOutOfRange))
    }

    @Test func `functions have parameters that can be stored, and a first statement`() {
        #expect(refusal { $0.function() } == .functionOutOfRange(0))
        #expect(refusal { $0.function([TypeID(0)]) } == .functionOutOfRange(0))
        let unstorable = refusal {
            let felt = $0.type("felt252")
            $0.function([$0.type("Uninitialized", .type(felt))])
        }
        #expect(unstorable == .unstorableParameter(function: 0))
    }

    @Test func `statements fit their library functions`() {
        #expect(refusal { $0.call(0) } == .missingLibfunc(statement: 0))
        let withAlign = { (write: (inout ProgramText, Int) -> Void) in
            refusal {
                let align = $0.libfunc("branch_align")
                write(&$0, align)
            }
        }
        #expect(withAlign { $0.call($1, arguments: 1) } == .invocationMismatch(statement: 0))
        #expect(withAlign { $0.call($1, results: 1) } == .invocationMismatch(statement: 0))
        #expect(withAlign { $0.call($1, [nil, nil]) } == .invocationMismatch(statement: 0))
        #expect(withAlign { $0.call($1, [0]) } == .branchTargetMismatch(statement: 0))
        #expect(withAlign { $0.call($1) } == .jumpOutOfRange(statement: 0))
    }

    /// A comparison with zero at statement 1 that may go to the given statement.
    private func branching(to target: Int, _ rest: (inout ProgramText, Int) -> Void) -> SierraError? {
        refusal {
            let felt = $0.type("felt252")
            _ = $0.type("NonZero", .type(felt))
            let align = $0.libfunc("branch_align"), isZero = $0.libfunc("felt252_is_zero")
            $0.call(align)
            $0.program.statements.append(
                .invocation(
                    Invocation(
                        libfunc: isZero, arguments: [VariableID(0)],
                        branches: [
                            Branch(target: nil, results: []), Branch(target: target, results: [VariableID(1)]),
                        ])))
            rest(&$0, align)
            $0.end()
        }
    }

    @Test func `branches go forward, each to a branch alignment of its own`() {
        let two = { (text: inout ProgramText, align: Int) in
            text.call(align)
            text.call(align)
        }
        #expect(branching(to: 3, two) == nil)
        #expect(branching(to: 0, two) == .branchBackwards(statement: 1))
        #expect(branching(to: 2, two) == .repeatedBranchTarget(statement: 1))
        #expect(branching(to: 5, two) == .jumpOutOfRange(statement: 1))
        let jump = branching(to: 3) {
            $0.call($1)
            $0.call($0.libfunc("jump"), [4])
        }
        #expect(jump == .branchNotToAlign(statement: 3))
    }
}
