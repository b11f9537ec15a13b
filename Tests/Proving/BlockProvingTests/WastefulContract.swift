import CasmModel
import FiniteFields
import HashFunctions
import StarknetModel

@testable import SierraModel
@testable import SierraToCasm

/// A class whose function calls itself until its gas is gone, and does one thing each time.
enum WastefulContract {
    /// What it wastes its gas on.
    enum Waste {
        /// Memory that is reserved and never used, which is the cheapest way to cells: 8 to this power of them.
        case holes(Int)
        /// So many products, each a large value that was nowhere before: a step for a value.
        case products(Int)
        /// So many sums, each a small number that was nowhere before.
        case counts(Int)
    }

    static let selector = StarknetKeccak.selector("waste")

    /// A program under construction.
    private struct Text {
        var program = SierraProgram(types: [], libfuncs: [], statements: [], functions: [])
        private var libfuncs: [String: Int] = [:]

        mutating func type(_ name: GenericName, _ arguments: GenericArgument...) -> TypeID {
            program.types.append(TypeDeclaration(key: TypeKey(name, arguments), declared: nil))
            return TypeID(program.types.count - 1)
        }

        mutating func call(
            _ name: GenericName, _ generic: [GenericArgument] = [], _ arguments: [UInt64] = [],
            _ results: [UInt64] = [], failing: (target: Int, results: [UInt64])? = nil
        ) {
            let index = libfuncs["\(name) \(generic)"] ?? program.libfuncs.count
            if index == program.libfuncs.count {
                program.libfuncs.append(LibfuncDeclaration(name: name, arguments: generic))
                libfuncs["\(name) \(generic)"] = index
            }
            var branches = [Branch(target: nil, results: results.map { VariableID($0) })]
            if let failing {
                branches.append(Branch(target: failing.target, results: failing.results.map { VariableID($0) }))
            }
            program.statements.append(
                .invocation(
                    Invocation(libfunc: index, arguments: arguments.map { VariableID($0) }, branches: branches)))
        }

        /// What a turn does with the number in variable 2.
        mutating func waste(_ kind: Waste, _ felt: TypeID) {
            switch kind {
            case .holes(let power):
                var big = felt
                for level in 0..<power {
                    big = type(
                        "Struct", .userType(SierraInteger(10 + level)), .type(big), .type(big), .type(big), .type(big),
                        .type(big), .type(big), .type(big), .type(big))
                }
                let reserved = type("Uninitialized", .type(big))
                call("alloc_local", [.type(big)], [], [3])
                call("finalize_locals")
                call("drop", [.type(reserved)], [3])
            case .counts(let count):
                let one = type("Const", .type(felt), .value(1))
                for _ in 0..<count {
                    call("const_as_immediate", [.type(one)], [], [3])
                    call("felt252_add", [], [2, 3], [2])
                    call("store_temp", [.type(felt)], [2], [2])
                }
            case .products(let count):
                for _ in 0..<count {
                    call("dup", [.type(felt)], [2], [2, 3])
                    call("felt252_mul", [], [2, 3], [2])
                    call("store_temp", [.type(felt)], [2], [2])
                }
            }
        }

        mutating func store(_ values: [(type: TypeID, variable: UInt64)]) {
            for (type, variable) in values { call("store_temp", [.type(type)], [variable], [variable]) }
            program.statements.append(.return(values.map { VariableID($0.variable) }))
        }
    }

    static func compile(_ kind: Waste) throws -> CasmClass {
        var text = Text()
        let felt = text.type("felt252"), range = text.type("RangeCheck"), gas = text.type("GasBuiltin")
        let system = text.type("System"), array = text.type("Array", .type(felt))
        let snapshot = text.type("Snapshot", .type(array))
        let span = text.type("Struct", .userType(1), .type(snapshot))
        let success = text.type("Struct", .userType(2), .type(span))
        let result = text.type("Enum", .userType(3), .type(success), .type(array))
        let three = text.type("Const", .type(felt), .value(3))
        // The entry point. Variables: 0 range checks, 1 gas, 2 system, 3 calldata.
        text.call("withdraw_gas", [], [0, 1], [0, 1], failing: (target: 15, results: [0, 1]))
        text.call("branch_align")
        text.call("drop", [.type(span)], [3])
        text.call("store_temp", [.type(range)], [0], [0])
        text.call("store_temp", [.type(gas)], [1], [1])
        text.call("const_as_immediate", [.type(three)], [], [9])
        text.call("store_temp", [.type(felt)], [9], [9])
        text.call("function_call", [.function(1)], [0, 1, 9], [0, 1])
        text.call("array_new", [.type(felt)], [], [4])
        text.call("snapshot_take", [.type(array)], [4], [4, 5])
        text.call("drop", [.type(array)], [4])
        text.call("struct_construct", [.type(span)], [5], [6])
        text.call("struct_construct", [.type(success)], [6], [7])
        text.call("enum_init", [.type(result), .value(0)], [7], [8])
        let kinds = [(range, 0), (gas, 1), (system, 2), (result, 8)] as [(type: TypeID, variable: UInt64)]
        text.store(kinds)
        let failure = text.program.statements.count
        text.call("branch_align")
        // Where the other way has called what moves the stack by no constant.
        text.call("disable_ap_tracking")
        text.call("drop", [.type(span)], [3])
        text.call("array_new", [.type(felt)], [], [4])
        text.call("enum_init", [.type(result), .value(1)], [4], [8])
        text.store(kinds)
        let waste = text.program.statements.count
        // Variables: 0 range checks, 1 gas, 2 a number.
        text.waste(kind, felt)
        let withdrawal = text.program.statements.count
        text.call("withdraw_gas", [], [0, 1], [0, 1], failing: (target: withdrawal + 7, results: [0, 1]))
        text.call("branch_align")
        text.call("store_temp", [.type(range)], [0], [0])
        text.call("store_temp", [.type(gas)], [1], [1])
        text.call("store_temp", [.type(felt)], [2], [2])
        text.call("function_call", [.function(1)], [0, 1, 2], [0, 1])
        text.program.statements.append(.return([VariableID(0), VariableID(1)]))
        text.call("branch_align")
        text.call("disable_ap_tracking")
        text.call("drop", [.type(felt)], [2])
        text.store([(range, 0), (gas, 1)])
        if case .invocation(var first) = text.program.statements[0] {
            first.branches[1].target = failure
            text.program.statements[0] = .invocation(first)
        }
        text.program.functions = [
            SierraFunction(
                parameters: [range, gas, system, span], results: [range, gas, system, result],
                variables: (0..<4).map { VariableID($0) }, entry: 0),
            SierraFunction(
                parameters: [range, gas, felt], results: [range, gas], variables: (0..<3).map { VariableID($0) },
                entry: waste),
        ]
        let contract = SierraContract(
            program: [], external: [.init(selector: selector, function: 0)], l1Handler: [], constructor: [])
        return try contract.compile(text.program, .current, bytecodeMax: SierraContract.bytecodeMax)
    }
}
