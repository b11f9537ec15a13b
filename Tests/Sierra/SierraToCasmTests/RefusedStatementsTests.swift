import SierraPrograms
import Testing

@testable import SierraModel
@testable import SierraToCasm

/// Programs with a statement that does not compile.
struct RefusedStatementsTests {
    /// A function of one felt, and its statements.
    private func function(
        results: Int = 0, _ write: (inout ProgramText, TypeID) -> Void
    ) -> CompilationError? {
        refusal {
            let felt = $0.type("felt252")
            $0.function([(0, felt)], Array(repeating: felt, count: results))
            write(&$0, felt)
        }
    }

    @Test func `variables are defined once, used and gone at the end`() {
        #expect(
            function {
                $0.call($0.libfunc("drop", .type($1)), [0])
                $0.end()
            } == nil)
        #expect(function { text, _ in text.end() } == .danglingVariable(statement: 0))
        #expect(
            function {
                $0.call($0.libfunc("drop", .type($1)), [7])
                $0.end()
            } == .undefinedVariable(statement: 0))
        #expect(
            function {
                $0.call($0.libfunc("dup", .type($1)), [0], [1, 1])
                $0.end()
            } == .repeatedVariable(statement: 0))
        #expect(function(results: 1) { text, _ in text.end(0) } == .resultsNotOnStack(statement: 0))
        #expect(
            function { text, _ in
                text.call(text.libfunc("drop", .type(text.type("u8"))), [0])
                text.end()
            } == .typeMismatch(statement: 0))
    }

    @Test func `library functions get values in the form they need`() {
        let refused = function(results: 1) {
            $0.call($0.libfunc("dup", .type($1)), [0], [0, 1])
            $0.call($0.libfunc("felt252_add"), [0, 1], [2])
            $0.call($0.libfunc("felt252_add"), [2, 2], [3])
            $0.end(3)
        }
        #expect(refused == .undefinedVariable(statement: 2))
        let deferred = function(results: 1) {
            $0.call($0.libfunc("dup", .type($1)), [0], [0, 1])
            $0.call($0.libfunc("dup", .type($1)), [1], [1, 2])
            $0.call($0.libfunc("felt252_add"), [0, 1], [3])
            $0.call($0.libfunc("felt252_mul"), [3, 2], [4])
            $0.end(4)
        }
        #expect(deferred == .invalidReference(statement: 3))
    }

    @Test func `every statement belongs to one function`() {
        #expect(
            refusal {
                $0.function([], [], at: 1)
                $0.end()
                $0.end()
            } == .unreachable(statement: 0))
        #expect(
            refusal {
                let jump = $0.libfunc("jump")
                $0.function([], [])
                $0.function([], [], at: 1)
                $0.branch(jump, [], [(2, [])])
                $0.branch(jump, [], [(2, [])])
                $0.end()
            } == .sharedStatement(2))
    }

    /// Both ways of a comparison with zero meet at the last statement.
    private func meeting(
        _ first: (inout ProgramText, TypeID) -> Void, _ second: (inout ProgramText, TypeID) -> Void
    ) -> (error: CompilationError?, last: Int) {
        var last = 0
        let error = refusal {
            let felt = $0.type("felt252")
            let nonZero = $0.type("NonZero", .type(felt))
            let align = $0.libfunc("branch_align"), jump = $0.libfunc("jump")
            let drop = $0.libfunc("drop", .type(nonZero)), isZero = $0.libfunc("felt252_is_zero")
            $0.function([(0, felt), (1, felt)], [])
            var other = ProgramText(program: $0.program)
            first(&other, felt)
            let otherStart = other.program.statements.count + 3
            $0.branch(isZero, [0], [(nil, []), (otherStart, [2])])
            $0.call(align)
            first(&$0, felt)
            let place = $0.program.statements.count
            $0.branch(jump, [], [(0, [])])
            $0.call(align)
            $0.call(drop, [2])
            second(&$0, felt)
            last = $0.program.statements.count
            $0.program.statements[place] = .invocation(
                Invocation(libfunc: jump, arguments: [], branches: [Branch(target: last, results: [])]))
            $0.end()
        }
        return (error, last)
    }

    @Test func `ways that meet agree`() {
        let drop = { (text: inout ProgramText, felt: TypeID) in
            text.call(text.libfunc("drop", .type(felt)), [1])
        }
        let agreeing = meeting(drop, drop)
        #expect(agreeing.error == nil)
        let variables = meeting(drop, { _, _ in })
        #expect(variables.error == .differentVariables(statement: variables.last))
        let tracking = meeting(
            {
                drop(&$0, $1)
                $0.call($0.libfunc("disable_ap_tracking"))
            }, drop)
        #expect(tracking.error == .differentEnvironments(statement: tracking.last))
    }

    @Test func `a branch leads where nothing else does, to a branch alignment`() {
        let met = refusal {
            let felt = $0.type("felt252")
            let nonZero = $0.type("NonZero", .type(felt))
            let align = $0.libfunc("branch_align"), jump = $0.libfunc("jump")
            let drop = $0.libfunc("drop", .type(nonZero)), isZero = $0.libfunc("felt252_is_zero")
            $0.function([(0, felt), (1, felt)], [])
            $0.branch(isZero, [0], [(nil, []), (3, [2])])
            $0.call(align)
            $0.branch(jump, [], [(6, [])])
            $0.call(align)
            $0.call(drop, [2])
            $0.branch(isZero, [1], [(nil, []), (8, [2])])
            $0.call(align)
            $0.end()
            $0.call(align)
            $0.end()
        }
        #expect(met == .convergence(statement: 6))
    }

    /// A return aligns no branches. The metadata has something to burn there, which is refused first.
    @Test func `a branch does not lead to a return`() throws {
        var text = ProgramText()
        let felt = text.type("felt252")
        _ = text.type("NonZero", .type(felt))
        let align = text.libfunc("branch_align"), isZero = text.libfunc("felt252_is_zero")
        text.function([(0, felt)], [])
        text.branch(isZero, [0], [(nil, []), (2, [2])])
        text.end()
        text.call(align)
        text.end(2)
        let module = try SierraModule(text.program)
        var metadata = try ProgramMetadata(module, entryFunctions: [])
        metadata.amounts[1] = nil
        var compiler = try ProgramCompiler(module, metadata, bytecodeMax: 100)
        #expect(throws: CompilationError.branchAlignExpected(statement: 0)) { try compiler.compile() }
    }

    /// The one library function whose code is not what its metadata says: the reference aborts there.
    @Test func `code that contradicts its metadata is refused`() {
        func narrowing(_ name: GenericName) -> CompilationError? {
            refusal {
                let rangeCheck = $0.type("RangeCheck"), type = $0.type(name)
                let align = $0.libfunc("branch_align"), drop = $0.libfunc("drop", .type(type))
                let store = $0.libfunc("store_temp", .type(rangeCheck))
                $0.function([(0, rangeCheck), (1, type)], [rangeCheck])
                $0.branch($0.libfunc("downcast", .type(type), .type(type)), [0, 1], [(nil, [0, 1]), (5, [0])])
                $0.call(align)
                $0.call(drop, [1])
                $0.call(store, [0], [0])
                $0.end(0)
                $0.call(align)
                $0.call(store, [0], [0])
                $0.end(0)
            }
        }
        #expect(narrowing("u64") == nil)
        #expect(narrowing("u128") == .metadataMismatch(statement: 0))
    }
}
