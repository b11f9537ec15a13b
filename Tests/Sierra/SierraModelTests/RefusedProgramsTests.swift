import FiniteFields
import Testing

@testable import SierraModel

struct RefusedProgramsTests {
    /// Six version felts and the compressed values, with one value a felt.
    private func felts(_ values: [Felt252], claimed: Int? = nil) -> [Felt252] {
        let distinct = Array(Set(values))
        let padding = 256 - distinct.count
        // 256 places take eight bits: 31 of them fit into a felt.
        var packed: [Felt252] = []
        for start in stride(from: 0, to: values.count, by: 31) {
            var felt: Felt252 = 0
            for value in values[start..<min(start + 31, values.count)].reversed() {
                felt = felt * 256 + Felt252(UInt64(distinct.firstIndex(of: value) ?? 0))
            }
            packed.append(felt)
        }
        return [1, 9, 3, 2, 19, 4] + [Felt252(UInt64(distinct.count)), Felt252(UInt64(padding))] + distinct
            + [Felt252(UInt64(claimed ?? values.count))] + packed
    }

    @Test func `an empty program is four empty lists`() throws {
        let (version, program) = try SierraProgram.decode(felts([0, 0, 0, 0]))
        #expect(version == .current)
        #expect(program.types.isEmpty && program.libfuncs.isEmpty && program.functions.isEmpty)
        #expect(throws: SierraError.malformed) { try SierraProgram.decode(felts([0, 0, 0])) }
    }

    @Test func `lists end within the program`() {
        #expect(throws: SierraError.malformed) { try SierraProgram.decode(felts([200, 0, 0, 0])) }
        #expect(throws: SierraError.malformed) { try SierraProgram.decode(felts([0, 0, 1, 2, 0])) }
    }

    @Test func `a program cannot claim more values than it has, nor very many`() {
        #expect(throws: SierraError.malformed) { try SierraProgram.decode(felts([0, 0, 0, 0], claimed: 32)) }
        #expect(throws: SierraError.tooLarge) {
            try SierraProgram.decode(felts([0, 0, 0, 0], claimed: SierraProgram.valuesMax + 1))
        }
    }

    /// Each statement is a return of nothing: two values.
    @Test func `a program cannot have very many statements`() throws {
        func decoded(_ count: Int) throws -> Int {
            let list = [Felt252(UInt64(count))] + [[Felt252]](repeating: [1, 0], count: count).joined()
            return try SierraProgram.decode(felts([0, 0] + list + [0])).program.statements.count
        }
        #expect(try decoded(SierraProgram.statementsMax) == SierraProgram.statementsMax)
        #expect(throws: SierraError.tooLarge) { try decoded(SierraProgram.statementsMax + 1) }
    }

    @Test func `costs that depend on themselves are refused`() {
        let refused = refusal {
            let jump = $0.libfunc("jump")
            $0.function()
            $0.call(jump, [0])
        }
        #expect(refused == .costCycle)
    }

    /// Each function calls the one before twice.
    @Test func `costs that double with each function are refused`() {
        let refused = refusal {
            $0.function()
            $0.end()
            for level in 0..<32 {
                let call = $0.libfunc("function_call", .function(level))
                $0.function(at: $0.program.statements.count)
                $0.call(call)
                $0.call(call)
                $0.end()
            }
        }
        #expect(refused == .costOverflow)
    }

    @Test func `an entry point costs what is paid for it`() {
        let spending = { (count: Int) in
            refusal(entryFunctions: [0]) {
                let felt = $0.type("felt252")
                let box = $0.type("Box", .type(felt))
                _ = box
                let call = $0.libfunc("function_call", .function(1))
                $0.function()
                $0.function(at: count + 1)
                for _ in 0..<count { $0.call(call) }
                $0.end()
                $0.end()
            }
        }
        #expect(spending(3) == .entryPointCost(statement: 0))
        #expect(spending(60) == .entryPointCost(statement: 0))
    }
}
