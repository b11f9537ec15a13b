import CasmModel
import Determinism
import FiniteFields
import NativeEngine
import ProtocolRules
import Testing
import TransactionExecution

/// The contracts of this repository, natively and on the machine: results, gas, builtins, transcripts, storage.
struct ComputationTests {
    private func returned(_ trial: CallTrial) throws -> [Felt252] {
        guard case .ended(failed: false, let data, _) = trial.ending else {
            Issue.record("\(trial.ending)")
            return []
        }
        return data
    }

    @Test func `Fibonacci and factorial natively`() throws {
        let fibonacci = try ComparedClass.own("Fibonacci"), factorial = try ComparedClass.own("Factorial")
        var pair = (Felt252.zero, Felt252.one), product = Felt252.one
        for n in 0..<200 as Range<UInt64> {
            if n > 0 { product = product * Felt252(n) }
            #expect(try returned(fibonacci.call("compute_fibonacci", [Felt252(n)])) == [pair.0])
            #expect(try returned(factorial.call("compute_factorial", [Felt252(n)])) == [product])
            pair = (pair.1, pair.0 + pair.1)
        }
        for native in [fibonacci.native, factorial.native] {
            #expect(native.counts.native == 200 && native.counts.machine == 0)
        }
    }

    @Test(arguments: ["Fibonacci", "Factorial", "Token", "Account", "UniversalDeployer", "PedersenDeployer"])
    func `calls of the types that functions take`(name: String) throws {
        let compared = try ComparedClass.own(name)
        var random = SplitMix64(seed: 11)
        for _ in 0..<40 {
            for function in compared.interface.functions {
                let calldata = compared.interface.calldata(function, &random)
                let type: EntryPointType = function.name == "constructor" ? .constructor : .external
                try compared.call(function.selector, calldata, type: type, isValidation: random.chance(percent: 10))
            }
        }
        let counts = compared.native.counts
        // What takes very much gas goes to the machine.
        #expect(counts.native >= UInt64(compared.calls) * 3 / 4 && counts.undecided + counts.outOfStack == 0)
    }

    @Test(arguments: ["Fibonacci", "Token"])
    func `whatever gas there is, it runs out at the same place`(name: String) throws {
        let compared = try ComparedClass.own(name)
        let (function, calldata): (String, [Felt252]) =
            name == "Token" ? ("approve", [7, 5, 0]) : ("compute_fibonacci", [5])
        let full = try compared.call(function, calldata)
        guard case .ended(false, _, let left) = full.ending else { return }
        let used = 100_000_000 - left
        for gas in stride(from: 0, through: used + 20_000, by: name == "Token" ? 97 : 10) {
            _ = try compared.call(function, calldata, gas: gas)
        }
    }
}
