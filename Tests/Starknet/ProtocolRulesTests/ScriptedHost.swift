import BlockPrograms
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel

/// A host without machine and transcripts: a frame's code is a short script, the state a few dictionaries. What it cannot read
/// it fails to read, so that tests see a host's failure pass through the rules unharmed.
struct ScriptedHost: CallHost {
    struct Unreadable: Error, Equatable {}

    struct Source: StateSource {
        var cells: [StorageCell: Felt252] = [:]
        var nonces: [ContractAddress: Felt252] = [:]
        var classes: [ContractAddress: ClassHash] = [:]
        /// An address of which nothing can be read.
        var broken: ContractAddress?

        func storage(at cell: StorageCell) throws(Unreadable) -> Felt252 {
            if cell.address == broken { throw Unreadable() }
            return cells[cell] ?? .zero
        }
        func nonce(of address: ContractAddress) throws(Unreadable) -> Felt252 {
            if address == broken { throw Unreadable() }
            return nonces[address] ?? .zero
        }
        func classHash(at address: ContractAddress) throws(Unreadable) -> ClassHash {
            if address == broken { throw Unreadable() }
            return classes[address] ?? .none
        }
    }

    /// What a frame does: system calls, then its end.
    struct Code {
        var systemCalls: [(kind: SystemCall, arguments: [SystemCallArgument])] = []
        var returned: [Felt252] = []
        var failed = false
        /// What ends it instead.
        var stop: RuleStop<Unreadable>?
    }

    var state: JournaledState<Source>
    var effects = CallEffects()
    var block = RecordedContext(blockNumber: 1234, timestamp: 10_000, sequencer: .one)
    var classes: [ClassHash: EntryPoints] = [:]
    /// By selector; a frame without code returns nothing and keeps all gas but the entry's.
    var code: [Felt252: Code] = [:]
    var declaration: ClassDeclaration?
    var info: TransactionInfo? = TransactionInfo(
        version: 3, account: Felt252(0x300), signature: [5], hash: Felt252(0x99), chainID: Felt252(ascii: "SN_TEST"),
        nonce: 4, resourceBounds: [], tip: .zero)
    /// The calls whose frames ran.
    private(set) var calls: [EntryCall] = []
    private var frames = 0
    /// What system calls were answered, in the order of their ends, with the number of the frame that made them.
    private(set) var answers: [(frame: Int, answer: SystemCallAnswer)] = []

    init(_ source: Source = Source()) { state = JournaledState(source) }

    /// A class of which nothing can be read.
    var unreadableClass: ClassHash?

    func entryPoints(of classHash: ClassHash) throws(Unreadable) -> EntryPoints? {
        if classHash == unreadableClass { throw Unreadable() }
        return classes[classHash]
    }

    mutating func run(_ call: EntryCall, _ entry: CasmEntryPoint) throws(RuleStop<Unreadable>) -> FrameOutcome {
        frames += 1
        calls.append(call)
        let code = code[call.selector] ?? Code(), number = frames
        for (kind, arguments) in code.systemCalls {
            answers.append((number, try serve(kind, gas: call.gas, arguments, for: call)))
        }
        if let stop = code.stop { throw stop }
        return FrameOutcome(
            failed: code.failed, returned: code.returned, gasLeft: call.gas - ProtocolConstants.entryPointBudget,
            frame: number)
    }
}

extension ScriptedHost {
    static let contract = ContractAddress(Felt252(0x100)) ?? .zero
    static let other = ContractAddress(Felt252(0x200)) ?? .zero
    static let classHash = ClassHash(Felt252(7))
    static let selector = Felt252(11)

    /// Two contracts of a class with one external function.
    static func simple() -> ScriptedHost {
        var source = Source()
        source.classes = [contract: classHash, other: classHash]
        var host = ScriptedHost(source)
        host.declare(classHash, [selector])
        return host
    }

    mutating func declare(_ hash: ClassHash, _ external: [Felt252], constructor: Bool = false) {
        let entries = external.map { CasmEntryPoint(selector: $0, offset: 0, builtins: []) }
        let constructors = [CasmEntryPoint(selector: ProtocolSelectors.constructor, offset: 0, builtins: [])]
        classes[hash] = EntryPoints(
            external: entries, l1Handler: [], constructor: constructor ? constructors : [])
    }

    /// A call of the first contract's function.
    static func entry(gas: UInt64 = 1_000_000, depth: Int = 0, isValidation: Bool = false) -> EntryCall {
        EntryCall(
            classHash: classHash, address: contract, caller: .zero, type: .external, selector: selector, calldata: [],
            gas: gas, depth: depth, isValidation: isValidation)
    }

    /// What stopped a rule; nil when nothing did.
    mutating func abort<Value>(
        _ body: (inout ScriptedHost) throws(RuleStop<Unreadable>) -> Value
    ) -> ExecutionAbort? {
        do throws(RuleStop<Unreadable>) {
            _ = try body(&self)
            return nil
        } catch {
            if case .abort(let abort) = error { return abort }
            return nil
        }
    }
}
