import CasmModel
import FiniteFields
import SierraModel
import SierraPrograms
import Testing

@testable import SierraToCasm

/// What is wrong with a class around its program.
struct RefusedContractsTests {
    private func refusal(
        _ path: String = "Contracts/Token/Token", codeMax: Int = SierraContract.bytecodeMax,
        _ change: (inout SierraContract) -> Void
    ) throws -> CompilationError? {
        var contract = try ClassPair.own(path).contract
        change(&contract)
        do throws(CompilationError) {
            _ = try contract.compile(bytecodeMax: codeMax)
            return nil
        } catch { return error }
    }

    @Test func `the versions of a class are checked`() throws {
        func version(_ major: UInt64, _ minor: UInt64) throws -> CompilationError? {
            try refusal {
                $0.program[0] = Felt252(major)
                $0.program[1] = Felt252(minor)
            }
        }
        #expect(try version(1, 9) == nil)
        #expect(try version(1, 10) == .unsupportedVersion(SierraVersion(1, 10, 0)))
        #expect(try version(2, 0) == .unsupportedVersion(SierraVersion(2, 0, 0)))
        #expect(try version(0, 1) == .unsupportedVersion(SierraVersion(0, 1, 0)))
        #expect(try version(1, 3) == .equationsVersion(SierraVersion(1, 3, 0)))
    }

    @Test func `a class before 1.5 has one segment`() throws {
        var contract = try ClassPair.own("Contracts/Token/Token").contract
        contract.program[1] = 4
        #expect(try contract.compile().segmentLengths == nil)
    }

    @Test func `cut programs are refused`() throws {
        for count in [0, 3, 6, 7, 100] {
            #expect(try refusal { $0.program = Array($0.program.prefix(count)) } == .sierra(.malformed))
        }
        #expect(try refusal { $0.program[3] = .zero - 1 } == .sierra(.malformed))
    }

    @Test func `too much code is refused`() throws {
        let size = try ClassPair.own("Contracts/Token/Token").casm.bytecode.count
        #expect(try refusal(codeMax: size) { _ in } == nil)
        #expect(try refusal(codeMax: size - 1) { _ in } == .codeTooLarge)
    }

    @Test func `entry points are sorted by selector`() throws {
        #expect(try refusal { $0.external.reverse() } == .entryPointOrder)
        #expect(try refusal { $0.external[1].selector = $0.external[0].selector } == .repeatedSelector)
    }

    @Test func `the only constructor is named so`() throws {
        #expect(try refusal { $0.constructor.append($0.constructor[0]) } == .constructor)
        #expect(try refusal { $0.constructor[0].selector = 1 } == .constructor)
    }

    @Test func `entry points name a function, and not more than two name one`() throws {
        #expect(try refusal { $0.external[0].function = 1 << 40 } == .entryPointFunction)
        #expect(
            try refusal { for place in 0..<2 { $0.external[place].function = $0.external[2].function } }
                == .repeatedFunction)
    }

    @Test func `functions of entry points take and return what entry points do`() throws {
        let contract = try ClassPair.own("Contracts/Token/Token").contract
        let (_, program) = try SierraProgram.decode(contract.program)
        let used = Set((contract.external + contract.constructor).map { Int($0.function) })
        let others = program.functions.indices.filter { !used.contains($0) }
        #expect(!others.isEmpty)
        for function in others {
            #expect(try refusal { $0.external[0].function = UInt64(function) } == .entryPointSignature)
        }
    }
}
