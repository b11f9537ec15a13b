import Determinism
import FiniteFields
import Foundation
import SierraPrograms
import Testing

@testable import SierraModel
@testable import SierraToCasm

/// Real classes damaged at random compile or are refused: nothing traps, and nothing takes more than the bounds allow.
struct DamagedClassesTests {
    static let paths = [
        "Contracts/Account/Account", "Contracts/Token/Token", "Vectors/fixtures/contracts/Builtins",
        "Vectors/fixtures/contracts/Curves", "Vectors/fixtures/contracts/Hashes", "Vectors/fixtures/contracts/Plain",
    ]
    static let contracts = Result { try paths.map { try ClassPair.own($0).contract } }
    /// Programs of one test case; there are ten.
    static let count = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 16 : 1_200

    @Test(arguments: 0..<10) func `damaged programs compile or are refused`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let contracts = try Self.contracts.get()
        let programs = try contracts.map { try SierraProgram.decode($0.program) }
        var refusals: [String: Int] = [:]
        for _ in 0..<Self.count {
            let index = random.number(in: 0...contracts.count - 1)
            var program = programs[index].program
            for _ in 0...random.number(in: 0...1) { program.damage(&random) }
            do throws(CompilationError) {
                _ = try contracts[index].compile(
                    program, programs[index].version, bytecodeMax: SierraContract.bytecodeMax)
                refusals["none", default: 0] += 1
            } catch { refusals["\(error)".prefix { $0 != "(" }.description, default: 0] += 1 }
        }
        // Damage is of many kinds.
        #expect(refusals.count > 1)
    }

    @Test(arguments: 0..<10) func `damaged felts compile or are refused`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed + 100)
        let contracts = try Self.contracts.get()
        var refused = 0
        for _ in 0..<Self.count / 4 {
            var contract = contracts[random.number(in: 0...contracts.count - 1)]
            for _ in 0...random.number(in: 0...2) {
                let place = random.number(in: 0...contract.program.count - 1)
                switch random.number(in: 0...4) {
                case 0: contract.program[place] = .random(&random)
                case 1: contract.program[place] = contract.program[random.number(in: 0...contract.program.count - 1)]
                case 2: contract.program.removeLast(random.number(in: 0...3))
                case 3: contract.program.insert(.random(&random), at: place)
                default:
                    contract.program[place] =
                        contract.program[place] + Felt252(UInt128(1) << UInt128(random.number(in: 0...127)))
                }
            }
            do throws(CompilationError) { _ = try contract.compile() } catch { refused += 1 }
        }
        #expect(refused > 0)
    }
}

extension Felt252 {
    fileprivate static func random(_ random: inout SplitMix64) -> Felt252 {
        let words = (0..<4).map { _ in random.next() }
        // Small numbers mean more than large ones.
        if words[0] % 2 == 0 { return Felt252(UInt128(words[1] % 300)) }
        return Felt252(reducing: UInt256(words[0], words[1], words[2], words[3]))
    }
}

extension SierraProgram {
    /// One change that often leaves a program which means something.
    fileprivate mutating func damage(_ random: inout SplitMix64) {
        func place(_ count: Int) -> Int { random.number(in: 0...max(0, count - 1)) }
        switch random.number(in: 0...11) {
        case 0:
            let index = place(types.count)
            types[index].declared = nil
            types[index].key.arguments.damage(self, &random)
        case 1, 2: libfuncs[place(libfuncs.count)].arguments.damage(self, &random)
        case 3: libfuncs[place(libfuncs.count)].name = libfuncs[place(libfuncs.count)].name
        case 4: functions[place(functions.count)].entry = place(statements.count + 2)
        case 5: statements.swapAt(place(statements.count), place(statements.count))
        case 6: types.swapAt(place(types.count), place(types.count))
        case 7: functions[place(functions.count)].parameters.append(TypeID(place(types.count + 1)))
        case 8: libfuncs += [LibfuncDeclaration](repeating: libfuncs[place(libfuncs.count)], count: 200)
        case 9: statements.insert(statements[place(statements.count)], at: place(statements.count))
        default:
            let index = place(statements.count)
            guard case .invocation(var invocation) = statements[index] else {
                statements[index] = .return([VariableID(random.next() % 20)])
                return
            }
            invocation.damage(self, &random)
            statements[index] = .invocation(invocation)
        }
    }
}

extension [GenericArgument] {
    fileprivate mutating func damage(_ program: SierraProgram, _ random: inout SplitMix64) {
        let numbers: [SierraInteger] = [
            0, 1, -1, 2, 252, SierraInteger(Int(Int16.max)), SierraInteger(Int(Int32.max)), .powerOfTwo(64), .u128Bound,
            .u128Bound - 1, .prime, .prime - 1, -.prime, .powerOfTwo(255), SierraInteger(Int.max),
            SierraInteger(Int.min),
        ]
        let made: GenericArgument
        switch random.number(in: 0...5) {
        case 0, 1: made = .type(TypeID(random.number(in: 0...program.types.count)))
        case 2: made = .function(random.number(in: 0...program.functions.count))
        case 3: made = .userType(numbers[random.number(in: 0...numbers.count - 1)])
        default: made = .value(numbers[random.number(in: 0...numbers.count - 1)])
        }
        if isEmpty || random.chance(percent: 15) {
            append(made)
        } else {
            self[random.number(in: 0...count - 1)] = made
        }
    }
}

extension Invocation {
    fileprivate mutating func damage(_ program: SierraProgram, _ random: inout SplitMix64) {
        let branch = random.number(in: 0...max(0, branches.count - 1))
        switch random.number(in: 0...5) {
        case 0: libfunc = random.number(in: 0...program.libfuncs.count)
        case 1: arguments.shuffle(using: &random)
        case 2 where !arguments.isEmpty: arguments[0] = VariableID(random.next() >> UInt64(random.number(in: 0...63)))
        case 3 where !branches.isEmpty:
            branches[branch].target = random.chance(percent: 20) ? nil : random.number(in: 0...program.statements.count)
        case 4 where !branches.isEmpty:
            branches[branch].results = branches[branch].results.map { _ in VariableID(random.next() % 40) }
        default: branches.append(Branch(target: random.number(in: 0...Int(Int32.max)), results: []))
        }
    }
}
