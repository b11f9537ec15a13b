import FiniteFields
import SierraPrograms
import Testing

@testable import SierraModel
@testable import SierraToCasm

/// Programs whose declarations do not compile.
struct RefusedProgramsTests {
    private func refusal(
        _ version: SierraVersion = .current, _ write: (inout ProgramText) -> Void
    ) -> CompilationError? {
        var text = ProgramText()
        write(&text)
        do throws(CompilationError) {
            try text.compile(version)
            return nil
        } catch { return error }
    }

    @Test func `an empty program compiles to nothing`() {
        #expect(refusal { _ in } == nil)
    }

    @Test func `library functions must exist and be as old as the class`() {
        #expect(refusal { _ = $0.libfunc("felt252_plus") } == .libfuncNotAllowed(0))
        #expect(refusal { _ = $0.libfunc("trace", .value(1)) } == .libfuncNotAllowed(0))
        let withBlake = { (text: inout ProgramText) in
            for name: GenericName in ["felt252", "u32", "Blake2sState"] { _ = text.type(name) }
            let felt = text.type("u32")
            _ = text.type("Box", .type(felt))
            _ = text.libfunc("blake2s_compress")
        }
        #expect(refusal(SierraVersion(1, 7, 0), withBlake) == .libfuncTooNew(0))
        #expect(refusal(SierraVersion(1, 8, 0), withBlake) != .libfuncTooNew(0))
        let sha = { (text: inout ProgramText) in _ = text.libfunc("sha512_process_block_syscall") }
        #expect(refusal(SierraVersion(1, 8, 0), sha) == .libfuncTooNew(0))
        #expect(refusal(SierraVersion(1, 9, 0), sha) != .libfuncTooNew(0))
    }

    @Test func `a refused program says why`() {
        #expect(refusal { _ = $0.type("Felt") } == .sierra(.type(0, .unknownName)))
    }

    @Test func `constant segments are numbered from zero`() {
        func box(_ segment: SierraInteger) -> CompilationError? {
            refusal {
                let felt = $0.type("felt252")
                _ = $0.type("Box", .type(felt))
                let one = $0.type("Const", .type(felt), .value(1))
                _ = $0.libfunc("const_as_box", .type(one), .value(segment))
                $0.function([], [])
                $0.end()
            }
        }
        #expect(box(0) == nil)
        #expect(box(1) == .constantSegments)
    }

    /// Each constant has the one before as both of its members: the parts double with each, the cells stay none.
    @Test func `constants of very many parts are refused`() {
        let refused = refusal {
            var type = $0.type("Struct", .userType(0))
            var constant = $0.type("Const", .type(type))
            for level in 1...24 {
                type = $0.type("Struct", .userType(SierraInteger(level)), .type(type), .type(type))
                constant = $0.type("Const", .type(type), .type(constant), .type(constant))
            }
            _ = $0.libfunc("const_as_immediate", .type(constant))
        }
        #expect(refused == .tooMuchWork)
    }

    @Test func `entry points have builtins in their order, then gas and system`() throws {
        func refusal(_ builtins: [GenericName]) -> CompilationError? {
            var text = ProgramText()
            let felt = text.type("felt252")
            let array = text.type("Array", .type(felt))
            let snapshot = text.type("Snapshot", .type(array))
            let span = text.type("Struct", .userType(1), .type(snapshot))
            let success = text.type("Struct", .userType(2), .type(span))
            let result = text.type("Enum", .userType(3), .type(success), .type(array))
            let types = builtins.map { text.type($0) }
            text.function(
                (types + [span]).enumerated().map { (UInt64($0), $1) }, types + [result])
            text.end()
            let entry = SierraContract.EntryPoint(selector: 1, function: 0)
            let contract = SierraContract(program: [], external: [entry], l1Handler: [], constructor: [])
            do throws(CompilationError) {
                _ = try contract.compile(text.program, .current, bytecodeMax: 100)
                return nil
            } catch { return error }
        }
        // Nothing but the empty body is wrong with these.
        #expect(refusal(["GasBuiltin", "System"]) != .entryPointBuiltins)
        #expect(refusal(["Pedersen", "RangeCheck", "GasBuiltin", "System"]) != .entryPointBuiltins)
        #expect(refusal(["RangeCheck", "Pedersen", "GasBuiltin", "System"]) == .entryPointBuiltins)
        #expect(refusal(["System", "GasBuiltin"]) == .entryPointBuiltins)
        #expect(refusal(["u128", "GasBuiltin", "System"]) == .entryPointBuiltins)
        #expect(refusal(["System"]) == .entryPointSignature)
    }

    @Test func `no jump leaves the statements of a function`() {
        let refused = refusal {
            let jump = $0.libfunc("jump")
            $0.function([], [])
            $0.function([], [], at: 1)
            $0.branch(jump, [], [(2, [])])
            $0.end()
            $0.end()
        }
        #expect(refused == .segmentation(statement: 0))
    }
}
