import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import FixtureChains
import StarknetModel
import TransactionExecution

extension ReplayRule {
    // MARK: Calls

    static var calls: [ReplayRule] {
        let inner: [SystemCall] = [.callContract, .libraryCall]
        return inner.flatMap { call in
            [
                ReplayRule("\(call): callee panicked") { $0.calls(call) { $0.failed && $0.callee != nil } },
                ReplayRule("\(call): no such entry point") {
                    $0.calls(call) {
                        $0.callee == nil
                            && $0.response == [
                                .array([ProtocolFelts.entryPointNotFound, ProtocolFelts.entryPointFailed])
                            ]
                    }
                },
                ReplayRule("\(call): too little gas to enter the callee") {
                    $0.calls(call) {
                        $0.callee == nil
                            && $0.response == [.array([ProtocolFelts.outOfGas, ProtocolFelts.entryPointFailed])]
                    }
                },
            ]
        } + [
            ReplayRule("deploy: with constructor") { $0.calls(.deploy) { !$0.failed && $0.callee != nil } },
            ReplayRule("deploy: class without constructor") { $0.calls(.deploy) { !$0.failed && $0.callee == nil } },
            ReplayRule("deploy: from zero") { $0.calls(.deploy) { !$0.failed && $0.request.last == .felt(.one) } },
            ReplayRule("deploy: from the contract") {
                $0.calls(.deploy) { !$0.failed && $0.request.last == .felt(.zero) }
            },
            ReplayRule("panic caught: the caller goes on") {
                $0.frames { !$0.failed && $0.systemCalls.contains { $0.failed && $0.callee != nil } }
            },
            ReplayRule("panic passed on to the transaction") {
                $0.transactions { $0.isReverted && $0.executes }
            },
            ReplayRule("panic in a callee of a callee") { evidence in
                evidence.calls(.callContract) { call in
                    guard case .array(let data)? = call.response.first else { return false }
                    return call.failed
                        && data.suffix(2) == [ProtocolFelts.entryPointFailed, ProtocolFelts.entryPointFailed]
                }
            },
            ReplayRule("out of gas in a frame") {
                $0.frames { $0.failed && $0.systemCalls.isEmpty && $0.returned.content == [ProtocolFelts.outOfGas] }
            },
            ReplayRule("execution without frame: no __execute__, or gas below the entry budget") {
                $0.transactions { $0.isReverted && !$0.executes }
            },
            ReplayRule("aborted execution: a frame under way goes on in the void") {
                $0.transactionsReverted { $0.executes && $1 }
            },
            ReplayRule("aborted execution: a caller of such a frame is told of the void only") {
                $0.calls(.callContract) { $0.isVoid && $0.callee != nil }
            },
            ReplayRule("aborted execution: a constructor that came to its end") {
                $0.calls(.deploy) { $0.isVoid && $0.callee != nil }
            },
            ReplayRule("validated, executed") { $0.transactions { !$0.isReverted && $0.roots.count == 2 } },
        ]
    }

    // MARK: State

    static var state: [ReplayRule] {
        [
            ReplayRule("storage: read of the previous state") { $0.accesses[.previous, default: 0] },
            ReplayRule("storage: read after a write") { $0.accesses[.written, default: 0] },
            ReplayRule("storage: read after a write was taken back") { $0.accesses[.takenBack, default: 0] },
            ReplayRule("storage: write of the value that is there") { $0.accesses[.unchanged, default: 0] },
            ReplayRule("class: replaced, then called") { $0.accesses[.replacedClass, default: 0] },
            ReplayRule("class: replacement taken back") { $0.takenBack(.replaceClass) },
            ReplayRule("event taken back") { $0.takenBack(.emitEvent) },
            ReplayRule("message taken back") { $0.takenBack(.sendMessageToL1) },
            ReplayRule("getClassHashAt: no contract") { $0.calls(.getClassHashAt) { $0.response == [.felt(.zero)] } },
            ReplayRule("getClassHashAt: contract of this block") { evidence in
                let deployed = Set(evidence.block.block.stateDiff.deployedContracts.map(\.address.felt))
                return evidence.calls(.getClassHashAt) { call in
                    if case .felt(let address)? = call.request.first { deployed.contains(address) } else { false }
                }
            },
            ReplayRule("block-hash map written") { evidence in
                evidence.block.block.stateDiff.storage.count { $0.address == .blockHashes }
            },
            ReplayRule("nonces: several transactions of an account") { evidence in
                let senders = evidence.block.recording.transactions.map(\.info.account)
                return senders.count - Set(senders).count
            },
        ]
    }

    // MARK: Frames

    static var frames: [ReplayRule] {
        Builtin.proven.filter { ![.output, .ecdsa, .keccak].contains($0) }.map { builtin in
            ReplayRule("builtin \(builtin)") {
                $0.frames { $0.usage.contains { $0.builtin == builtin && $0.instances > 0 } }
            }
        } + [
            ReplayRule("dictionaries: several") { $0.frames { ($0.arena?.dictionarySizes.count ?? 0) > 1 } },
            ReplayRule("validating: execution info") { $0.validating(.getExecutionInfo) },
            ReplayRule("validating: call of itself") { $0.validating(.callContract) },
            ReplayRule("validating: library call") { $0.validating(.libraryCall) },
            ReplayRule("validating: block hash") { $0.validating(.getBlockHash) },
            ReplayRule("validating: storage") { $0.validating(.storageWrite) },
            ReplayRule("request array: placed or the caller's own") { evidence in
                evidence.calls(.emitEvent) { _ in true } + evidence.calls(.callContract) { _ in true }
            },
            ReplayRule("request array: asserted") { $0.asserts { $0.hasEnd } },
            ReplayRule("request cells: asserted") { $0.asserts { !$0.hasEnd } },
            ReplayRule("returned data: placed") { $0.manifestFrames { $0.returned.isPlaced } },
            ReplayRule("returned data: asserted") { $0.manifestFrames { !$0.returned.isPlaced } },
            ReplayRule("returned data: none") { $0.manifestFrames { $0.returned.range.count == 0 } },
        ]
    }
}

extension TransactionRecording {
    /// Whether `__execute__` left a frame.
    var executes: Bool { roots.contains { $0.kind == .execute } }
}

extension SystemCallRecording {
    /// The felts of the first array of the request.
    var firstArray: Int {
        for case .array(let array) in request { return array.content.count }
        return 0
    }
}
