import CasmModel
import FiniteFields
import HashFunctions

@testable import SierraModel
@testable import SierraToCasm

/// A class whose function calls itself until its gas is gone, and does one thing each time.
struct WastefulContract {
    /// What it wastes its gas on.
    enum Waste {
        /// Memory that is reserved and never used, which is the cheapest way to cells: 8 to this power of them.
        case holes(Int)
        /// So many products, each a large value that was nowhere before: a step for a value.
        case products(Int)
        /// So many sums, each a small number that was nowhere before.
        case sums(Int)
    }

    static let selector = StarknetKeccak.selector("waste")
    /// An address without a contract.
    static let nobody: UInt64 = 0x4fff

    private var text = SierraText()
    private let felt, range, gas, system, array, span, success, result, three: TypeID

    private init() {
        felt = text.type("felt252")
        range = text.type("RangeCheck")
        gas = text.type("GasBuiltin")
        system = text.type("System")
        array = text.type("Array", .type(felt))
        span = text.type(
            "Struct", .userType(userType("core::array::Span::<core::felt252>")),
            .type(text.type("Snapshot", .type(array))))
        success = text.type("Struct", .userType(2), .type(span))
        result = text.type("Enum", .userType(3), .type(success), .type(array))
        three = text.type("Const", .type(felt), .value(3))
    }

    /// The class. `reserving` so much gas, it lays it aside, aborts its execution, and goes on with what it gets back.
    static func compile(_ waste: Waste, reserving: UInt64? = nil) throws -> CasmClass {
        var contract = WastefulContract()
        contract.entryPoint(reserving)
        let entry = contract.text.program.statements.count
        contract.waste(waste)
        contract.text.program.functions = [
            SierraFunction(
                parameters: [contract.range, contract.gas, contract.system, contract.span],
                results: [contract.range, contract.gas, contract.system, contract.result],
                variables: (0..<4).map { VariableID($0) }, entry: 0),
            SierraFunction(
                parameters: [contract.range, contract.gas, contract.felt], results: [contract.range, contract.gas],
                variables: (0..<3).map { VariableID($0) }, entry: entry),
        ]
        let class_ = SierraContract(
            program: [], external: [.init(selector: selector, function: 0)], l1Handler: [], constructor: [])
        return try class_.compile(contract.text.program, .current, bytecodeMax: SierraContract.bytecodeMax).casm
    }

    // MARK: The entry point. Variables: 0 range checks, 1 gas, 2 system, 3 calldata.

    private mutating func entryPoint(_ reserving: UInt64?) {
        // The call moves the stack by no constant: what is needed after it lies where it does not move.
        text.call("alloc_local", [.type(system)], [], [4])
        text.call("finalize_locals")
        let withdrawal = text.call("withdraw_gas", [], [0, 1], [0, 1], otherwise: [0, 1])
        text.call("branch_align")
        text.call("drop", [.type(span)], [3])
        if let reserving { abort(laidAside: reserving) }
        text.call("store_local", [.type(system)], [4, 2], [2])
        text.call("const_as_immediate", [.type(three)], [], [5])
        for (type, variable) in [(range, 0), (gas, 1), (felt, 5)] as [(TypeID, UInt64)] { text.store(type, variable) }
        text.call("function_call", [.function(1)], [0, 1, 5], [0, 1])
        emptySpan(6)
        succeed(6)
        text.land(withdrawal)
        text.call("branch_align")
        text.call("disable_ap_tracking")
        text.call("drop", [.type(text.type("Uninitialized", .type(system)))], [4])
        text.call("drop", [.type(span)], [3])
        fail()
    }

    private mutating func emptySpan(_ variable: UInt64) {
        text.call("array_new", [.type(felt)], [], [variable])
        text.call("snapshot_take", [.type(array)], [variable], [20, variable])
        text.call("drop", [.type(array)], [20])
        text.call("struct_construct", [.type(span)], [variable], [variable])
    }

    private mutating func succeed(_ variable: UInt64) {
        text.call("struct_construct", [.type(success)], [variable], [7])
        text.call("enum_init", [.type(result), .value(0)], [7], [7])
        text.end([(range, 0), (gas, 1), (system, 2), (result, 7)])
    }

    private mutating func fail() {
        text.call("array_new", [.type(felt)], [], [6])
        text.call("enum_init", [.type(result), .value(1)], [6], [7])
        text.end([(range, 0), (gas, 1), (system, 2), (result, 7)])
    }

    /// Lays gas aside, calls nobody, and takes it back: the aborting call and all after it are answered by the void.
    private mutating func abort(laidAside amount: UInt64) {
        let uninitialized = text.type("Uninitialized", .type(system))
        let u128 = text.type("u128"), reserve = text.type("GasReserve"), address = text.type("ContractAddress")
        let number = text.type("Const", .type(u128), .value(SierraInteger(Int(amount))))
        text.call("const_as_immediate", [.type(number)], [], [8])
        text.store(u128, 8)
        let create = text.call("gas_reserve_create", [], [0, 1, 8], [0, 1, 9], otherwise: [0, 1])
        text.call("branch_align")
        text.call("contract_address_const", [.value(SierraInteger(Int(Self.nobody)))], [], [10])
        text.call("const_as_immediate", [.type(three)], [], [5])
        emptySpan(6)
        for (type, variable) in [(gas, 1), (reserve, 9), (range, 0), (address, 10), (felt, 5), (span, 6)]
            as [(TypeID, UInt64)]
        {
            text.store(type, variable)
        }
        let called = text.call("call_contract_syscall", [], [1, 2, 10, 5, 6], [1, 2, 6], otherwise: [1, 2, 6])
        text.call("branch_align")
        text.call("disable_ap_tracking")
        text.store(gas, 1)
        text.call("gas_reserve_utilize", [], [1, 9], [1])
        text.call("drop", [.type(uninitialized)], [4])
        succeed(6)
        text.land(create)
        text.call("branch_align")
        text.call("disable_ap_tracking")
        text.call("drop", [.type(uninitialized)], [4])
        fail()
        text.land(called)
        text.call("branch_align")
        text.call("drop", [.type(array)], [6])
        text.store(gas, 1)
        text.call("gas_reserve_utilize", [], [1, 9], [1])
    }

    // MARK: The function. Variables: 0 range checks, 1 gas, 2 a number.

    private mutating func waste(_ kind: Waste) {
        turn(kind)
        let withdrawal = text.call("withdraw_gas", [], [0, 1], [0, 1], otherwise: [0, 1])
        text.call("branch_align")
        for (type, variable) in [(range, 0), (gas, 1), (felt, 2)] as [(TypeID, UInt64)] { text.store(type, variable) }
        text.call("function_call", [.function(1)], [0, 1, 2], [0, 1])
        text.end([0, 1])
        text.land(withdrawal)
        text.call("branch_align")
        text.call("disable_ap_tracking")
        text.call("drop", [.type(felt)], [2])
        text.end([(range, 0), (gas, 1)])
    }

    private mutating func turn(_ kind: Waste) {
        switch kind {
        case .holes(let power):
            var big = felt
            for level in 0..<power {
                big = text.type(
                    "Struct", .userType(SierraInteger(10 + level)), .type(big), .type(big), .type(big), .type(big),
                    .type(big), .type(big), .type(big), .type(big))
            }
            text.call("alloc_local", [.type(big)], [], [3])
            text.call("finalize_locals")
            text.call("drop", [.type(text.type("Uninitialized", .type(big)))], [3])
        case .products(let count):
            for _ in 0..<count {
                text.call("dup", [.type(felt)], [2], [2, 3])
                text.call("felt252_mul", [], [2, 3], [2])
                text.store(felt, 2)
            }
        case .sums(let count):
            let one = text.type("Const", .type(felt), .value(1))
            for _ in 0..<count {
                text.call("const_as_immediate", [.type(one)], [], [3])
                text.call("felt252_add", [], [2, 3], [2])
                text.store(felt, 2)
            }
        }
    }
}
