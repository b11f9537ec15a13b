import FiniteFields
import SierraPrograms
import Testing

@testable import SierraModel
@testable import SierraToCasm

/// Small programs that would take very much work or memory: each is refused by a bound of its own.
struct HostileProgramsTests {
    /// Half of the bound passes and the rest of it does not: the number of declarations of library functions about a type of
    /// `breadth` members that reaches the bound.
    private func declarations(of breadth: Int) -> Int { SierraModule.libfuncWorkMax / breadth }

    /// A tuple of very many members, and library functions about it.
    private func withTuple(
        _ name: GenericName, count: Int, _ declare: (inout ProgramText, TypeID) -> Void = { _, _ in }
    )
        -> CompilationError?
    {
        refusal {
            let felt = $0.type("felt252")
            let members = [GenericArgument](repeating: .type(felt), count: 10_000)
            $0.program.types.append(
                TypeDeclaration(key: TypeKey("Struct", [.userType(tuple)] + members), declared: nil))
            let type = TypeID($0.program.types.count - 1)
            declare(&$0, type)
            for _ in 0..<count { _ = $0.libfunc(name, .type(type)) }
        }
    }

    private var tuple: SierraInteger { userType("Tuple") }

    @Test func `library functions of wide structs are refused when they are very many`() {
        #expect(withTuple("struct_deconstruct", count: 50) == nil)
        #expect(withTuple("struct_deconstruct", count: 1 + declarations(of: 10_002)) == .sierra(.tooLarge))
    }

    /// These have one parameter, and look at all members to see that they are equal.
    @Test func `library functions that only look at wide types count too`() {
        let declare = { (text: inout ProgramText, type: TypeID) in
            let array = text.type("Array", .type(TypeID(0)))
            _ = text.type("Snapshot", .type(array))
            _ = text.type("Box", .type(type))
        }
        #expect(withTuple("span_from_tuple", count: 50, declare) == nil)
        #expect(
            withTuple("span_from_tuple", count: 1 + declarations(of: 10_002), declare) == .sierra(.tooLarge))
    }

    @Test func `calls of functions with very many parameters are refused when they are very many`() {
        func calls(_ count: Int) -> CompilationError? {
            refusal {
                let felt = $0.type("felt252")
                for _ in 0..<count { _ = $0.libfunc("function_call", .function(0)) }
                $0.function((0..<1_000).map { (UInt64($0), felt) }, [])
                let drop = $0.libfunc("drop", .type(felt))
                for variable in 0..<1_000 { $0.call(drop, [UInt64(variable)]) }
                $0.end()
            }
        }
        #expect(calls(100) == nil)
        #expect(calls(1 + declarations(of: 1_002)) == .sierra(.tooLarge))
    }

    /// Each circuit ends at another gate of one chain of them.
    @Test func `circuits that share their gates are refused when they are very many`() {
        func circuits(_ count: Int) -> CompilationError? {
            refusal {
                var gate = $0.type("CircuitInput", .value(0))
                for _ in 0..<count {
                    gate = $0.type("AddModGate", .type(gate), .type(gate))
                    let outputs = $0.type("Struct", .userType(tuple), .type(gate))
                    _ = $0.type("Circuit", .type(outputs))
                }
            }
        }
        #expect(circuits(100) == nil)
        #expect(circuits(1_500) == .sierra(.tooLarge))
    }

    /// The first variant is small, the second fixes the cells of each value: all but a few are padding.
    @Test func `constants that are mostly padding are refused when they are very many`() {
        func constants(_ count: Int) -> CompilationError? {
            refusal {
                let felt = $0.type("felt252")
                let members = [GenericArgument](repeating: .type(felt), count: 30_000)
                $0.program.types.append(
                    TypeDeclaration(key: TypeKey("Struct", [.userType(1)] + members), declared: nil))
                let wide = TypeID($0.program.types.count - 1)
                let variants = $0.type("Enum", .userType(2), .type(felt), .type(wide))
                for number in 0..<count {
                    let value = $0.type("Const", .type(felt), .value(SierraInteger(number)))
                    let constant = $0.type("Const", .type(variants), .value(0), .type(value))
                    _ = $0.libfunc("const_as_immediate", .type(constant))
                }
            }
        }
        #expect(constants(5) == nil)
        #expect(constants(1 + ConstantTable.valuesMax / 30_000) == .tooMuchWork)
    }

    /// All branches of a match are annotated before the first is compiled.
    @Test func `very many variables at very many branches are refused`() {
        func match(branches: Int, variables: Int) -> CompilationError? {
            refusal {
                let felt = $0.type("felt252")
                let variants = [GenericArgument](repeating: .type(felt), count: branches)
                $0.program.types.append(
                    TypeDeclaration(key: TypeKey("Enum", [.userType(1)] + variants), declared: nil))
                let matched = TypeID($0.program.types.count - 1)
                let match = $0.libfunc("enum_match", .type(matched)), align = $0.libfunc("branch_align")
                let drop = $0.libfunc("drop", .type(felt))
                // Each branch drops all, which is as many statements.
                let length = variables + 3
                $0.branch(
                    match, [0],
                    (0..<branches).map { (target: $0 == 0 ? nil : 1 + $0 * length, results: [0]) })
                for _ in 0..<branches {
                    $0.call(align)
                    for variable in 0...variables { $0.call(drop, [UInt64(variable)]) }
                    $0.end()
                }
                $0.function([(0, matched)] + (1...variables).map { (UInt64($0), felt) }, [])
            }
        }
        #expect(match(branches: 20, variables: 20) == nil)
        #expect(match(branches: 600, variables: 500) == .tooMuchWork)
    }

    /// Statements without code that carry very many variables along.
    @Test func `very many statements with very many variables are refused`() {
        func renames(_ count: Int) -> CompilationError? {
            refusal {
                let felt = $0.type("felt252")
                let rename = $0.libfunc("rename", .type(felt)), drop = $0.libfunc("drop", .type(felt))
                for _ in 0..<count { $0.call(rename, [0], [0]) }
                for variable in 0..<2_000 { $0.call(drop, [UInt64(variable)]) }
                $0.end()
                $0.function((0..<2_000).map { (UInt64($0), felt) }, [])
            }
        }
        #expect(renames(100) == nil)
        #expect(renames(Annotations.workMax / 2_000) == .tooMuchWork)
    }
}
