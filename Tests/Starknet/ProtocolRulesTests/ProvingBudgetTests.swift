import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel
import Testing

@testable import ProtocolRules

/// What a block may ask of the prover, and what its executions ask.
struct ProvingBudgetTests {
    private func excess(_ change: (inout ProvingLoad) -> Void) -> ProvingExcess? {
        var load = ProvingLoad()
        change(&load)
        do throws(ProvingExcess) {
            try ProvingBudget.check(load)
            return nil
        } catch { return error }
    }

    @Test func `each limit holds at its value and not above`() {
        let own = ProvingLoad().cells
        let limits: [(ProvingExcess, UInt64, (inout ProvingLoad, UInt64) -> Void)] = [
            (.cells, (ProvingBudget.cellsMax - own) * 10 + 9, { $0.machineGas = $1 }),
            (.data, ProvingBudget.dataFeltsMax, { $0.dataFelts = $1 }),
            (.code, ProvingBudget.codeWordsMax, { $0.codeWords = $1 }),
            (.code, ProvingBudget.classesMax, { $0.classes = $1 }),
            (.places, ProvingBudget.placesMax, { $0.places = $1 }),
        ]
        for (expected, most, set) in limits {
            #expect(excess { set(&$0, most) } == nil)
            #expect(excess { set(&$0, most + 1) } == expected)
        }
        for builtin in Builtin.allCases where builtin != .segmentArena {
            let most = ProvingBudget.instancesMax(builtin)
            #expect(excess { $0.builtins[builtin] = most } == nil)
            #expect(excess { $0.builtins[builtin] = most + 1 } == .builtin(builtin))
        }
        // Steps are bounded for what comes cheaper in cells than gas.
        #expect(excess { $0.arrays = 65_534 } == nil)
        #expect(excess { $0.arrays = 65_535 } == .steps)
    }

    @Test func `the gas of a transaction fits into a block, however the machine spends it`() {
        #expect(
            excess {
                $0.machineGas = ProvingBudget.transactionGasMax + 2 * ProtocolConstants.entryPointBudget
                $0.codeWords = ProvingBudget.codeWordsMax
                $0.dataFelts = ProvingBudget.dataFeltsMax
                for builtin in [.rangeCheck, .bitwise, .pedersen, .ecOp] as [Builtin] {
                    $0.builtins[builtin] = ProvingBudget.instancesMax(builtin)
                }
            } == nil)
    }

    /// A frame that got 90,000 of gas besides what entering costs and gave back 20,000; a range check, and a call that took
    /// 30,000.
    private var frame: FrameRecording {
        FrameRecording(
            classHash: 1, type: .external, selector: 2, offset: 0, builtins: [.rangeCheck], address: 3, caller: 4,
            isValidation: false, calldata: [5, 6], gasIn: 90_000, gasOut: 20_000, failed: false,
            returned: RecordedArray(content: [7], location: .elsewhere),
            usage: [BuiltinUsage(builtin: .rangeCheck, instances: 1)], steps: 0, allocations: [],
            systemCalls: [
                SystemCallRecording(
                    call: .emitEvent, gas: 60_000,
                    request: [
                        .array(RecordedArray(content: [8, 9], location: .elsewhere)),
                        .array(RecordedArray(content: [], location: .elsewhere)),
                    ], gasLeft: 30_000, failed: false, response: [])
            ], arena: nil)
    }

    private func load(_ frames: [FrameRecording]) -> ProvingLoad {
        let info = TransactionInfo(
            version: 3, account: 1, signature: [1, 2], hash: 4, chainID: 5, nonce: 6, resourceBounds: [], tip: 0)
        return ProvingLoad(
            TransactionRecording(info: info, calldata: [1], roots: [], frames: frames, isReverted: false))
    }

    @Test func `the load of a frame is what it paid for and what is told of it`() {
        #expect(frame.machineGas == 10_000 + 90_000 - 20_000 - 30_000 - 10_000 - 70)
        let nothing = load([]), one = load([frame]), two = load([frame, frame])
        #expect(one.frames == 1 && one.arrays == 2 && one.builtins[.rangeCheck] == 1)
        // Calldata, returned data; selector, gas twice and flag; two pointers twice, two felts of keys.
        #expect(one.dataFelts - nothing.dataFelts == 2 + 1 + 4 + 4 + 2)
        #expect(two.machineGas == 2 * one.machineGas && two.dataFelts - one.dataFelts == 13)
        #expect(load([frame]) + load([]) == one + nothing)
    }

    @Test func `gas that vanishes with the void pays for no steps`() {
        var aborted = frame
        aborted.systemCalls[0].gasLeft = 0
        aborted.gasOut = 0
        #expect(aborted.machineGas == frame.machineGas + 20_000 - 30_000)
        // What nobody can have spent is nothing.
        aborted.gasIn = 0
        #expect(aborted.machineGas == 0)
    }
}
