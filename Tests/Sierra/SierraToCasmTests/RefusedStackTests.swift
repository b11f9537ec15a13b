import SierraPrograms
import Testing

@testable import SierraModel
@testable import SierraToCasm

/// Programs that lose track of the stack, of locals or of gas.
struct RefusedStackTests {
    @Test func `the stack is followed once at a time`() {
        #expect(
            refusal {
                $0.function([], [])
                $0.call($0.libfunc("enable_ap_tracking"))
                $0.end()
            } == .apTrackingEnabled(statement: 0))
    }

    @Test func `locals are finalised where they were allocated`() {
        func locals(_ finalize: Bool, twice: Bool = false) -> CompilationError? {
            refusal {
                let felt = $0.type("felt252")
                let empty = $0.type("Uninitialized", .type(felt))
                $0.function([], [])
                $0.call($0.libfunc("alloc_local", .type(felt)), [], [0])
                if finalize { $0.call($0.libfunc("finalize_locals")) }
                if twice { $0.call($0.libfunc("finalize_locals")) }
                $0.call($0.libfunc("drop", .type(empty)), [0])
                $0.end()
            }
        }
        #expect(locals(true) == nil)
        #expect(locals(false) == .locals(statement: 2))
        #expect(locals(true, twice: true) == .locals(statement: 2))
    }

    /// A function that calls itself: nobody knows by how much it moves `ap`. It begins at statement `start`.
    private func addRecursion(
        _ text: inout ProgramText, _ rangeCheck: TypeID, _ gas: TypeID, function: Int, start: Int, disabling: Bool
    ) {
        let store = (
            text.libfunc("store_temp", .type(rangeCheck)), text.libfunc("store_temp", .type(gas))
        )
        let align = text.libfunc("branch_align")
        text.function([(0, rangeCheck), (1, gas)], [rangeCheck, gas], at: start)
        if disabling { text.call(text.libfunc("disable_ap_tracking")) }
        text.branch(
            text.libfunc("withdraw_gas"), [0, 1], [(nil, [0, 1]), (text.program.statements.count + 6, [0, 1])])
        text.call(align)
        text.call(store.0, [0], [0])
        text.call(store.1, [1], [1])
        text.call(text.libfunc("function_call", .function(function)), [0, 1], [0, 1])
        text.end(0, 1)
        text.call(align)
        text.call(store.0, [0], [0])
        text.call(store.1, [1], [1])
        text.end(0, 1)
    }

    @Test func `a function moves the stack as it says`() {
        func recursion(disabling: Bool) -> CompilationError? {
            refusal {
                let rangeCheck = $0.type("RangeCheck"), gas = $0.type("GasBuiltin")
                addRecursion(&$0, rangeCheck, gas, function: 0, start: 0, disabling: disabling)
            }
        }
        #expect(recursion(disabling: true) == nil)
        #expect(recursion(disabling: false) == .functionApChange(statement: 9))
    }

    @Test func `values on the stack are lost when nobody knows how far it moved`() {
        let refused = refusal {
            let felt = $0.type("felt252"), rangeCheck = $0.type("RangeCheck"), gas = $0.type("GasBuiltin")
            $0.function([(0, rangeCheck), (1, gas), (2, felt)], [])
            $0.call($0.libfunc("store_temp", .type(felt)), [2], [2])
            $0.call($0.libfunc("store_temp", .type(rangeCheck)), [0], [0])
            $0.call($0.libfunc("store_temp", .type(gas)), [1], [1])
            $0.call($0.libfunc("function_call", .function(1)), [0, 1], [0, 1])
            $0.end(0, 1, 2)
            addRecursion(&$0, rangeCheck, gas, function: 1, start: 5, disabling: true)
        }
        #expect(refused == .lostVariable(statement: 3))
    }

    /// The metadata is right when it is computed; a compiler that was given other is not led astray.
    @Test func `amounts of gas are checked`() throws {
        var text = ProgramText()
        let felt = text.type("felt252")
        text.function([(0, felt)], [felt])
        text.call(text.libfunc("store_temp", .type(felt)), [0], [0])
        text.end(0)
        let module = try SierraModule(text.program)
        func refusal(_ change: (inout ProgramMetadata) -> Void) throws -> CompilationError? {
            var metadata = try ProgramMetadata(module, entryFunctions: [])
            change(&metadata)
            do throws(CompilationError) {
                var compiler = try ProgramCompiler(module, metadata, bytecodeMax: 100)
                _ = try compiler.compile()
                return nil
            } catch { return error }
        }
        #expect(try refusal { _ in } == nil)
        #expect(try refusal { $0.functionCosts[0] = GasAmounts() } == .outOfGas(statement: 0))
        #expect(try refusal { $0.functionCosts[0] = GasAmounts(gas: -1) } == .gasAmounts(statement: 0))
        #expect(try refusal { $0.amounts[0] = GasAmounts(gas: 1) } == .gasAmounts(statement: 0))
        #expect(try refusal { $0.functionApChanges[0] = 5 } == .functionApChange(statement: 1))
    }

    @Test func `a circuit has the outputs that are taken from it`() {
        let refused = refusal {
            let first = $0.type("CircuitInput", .value(0)), other = $0.type("CircuitInput", .value(1))
            let gate = $0.type("AddModGate", .type(first), .type(first))
            let outputs = $0.type("Struct", .userType(SierraModel.userType("Tuple")), .type(gate))
            let circuit = $0.type("Circuit", .type(outputs))
            let values = $0.type("CircuitOutputs", .type(circuit))
            let limb = $0.type("BoundedInt", .value(0), .value(.powerOfTwo(96) - 1))
            let number = $0.type(
                "Struct", .userType(SierraModel.userType("core::circuit::u384")), .type(limb), .type(limb), .type(limb),
                .type(limb))
            _ = ($0.type("U96LimbsLtGuarantee", .value(4)), number)
            $0.function([(0, values)], [])
            $0.call($0.libfunc("get_circuit_output", .type(circuit), .type(other)), [0], [1, 2])
            $0.end(1, 2)
        }
        #expect(refused == .circuitOutput(statement: 0))
    }
}
