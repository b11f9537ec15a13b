import BlockPrograms
import CasmFiles
import CasmModel
import DemoChains
import FiniteFields
import Foundation
import HashFunctions
import ProtocolRules
import StarknetModel
import StateTries
import TransactionExecution
import VectorFiles

/// Blocks of a chain whose contracts can do everything that aborts an execution: an account without a key, and the contract
/// that the recorded flows call with.
struct AbortedBlock {
    static let account = place(0x201), caller = place(0x300), nowhere = place(0x5555)
    static let plain = ClassHash(Felt252(ascii: "plain")), tiny = ClassHash(Felt252(ascii: "tiny"))
    private static let puppet = ClassHash(Felt252(ascii: "puppet"))
    private static let callerClass = ClassHash(Felt252(ascii: "caller"))
    static let undeclared: Felt252 = 0x12_3456

    /// A call of the contract by the account.
    struct Call {
        var to = AbortedBlock.caller
        var function: String
        var arguments: [Felt252] = []
        /// What must abort it; nil for a call that is not aborted.
        var cause: EndingCause?

        init(_ cause: EndingCause?, _ function: String, _ arguments: [Felt252] = [], to: ContractAddress = caller) {
            self.cause = cause
            self.function = function
            self.arguments = arguments
            self.to = to
        }
    }

    /// Every abort that a contract can bring about, caught by its code where it can be, and a few calls that end well.
    static var all: [Call] {
        let nobody = nowhere.felt, ask = StarknetKeccak.selector("ask")
        func many(_ count: Int) -> [Felt252] { [Felt252(UInt64(count))] + [Felt252](repeating: 7, count: count) }
        return [
            Call(nil, "write_slot", [5, 6]),
            Call(.noContract, "ask", to: nowhere),
            Call(.noContract, "call_any", [nobody, ask, 0]),
            Call(.noContract, "try_call", [nobody, ask, 0]),
            Call(.undeclaredClass, "library_any", [undeclared, ask, 0]),
            Call(.undeclaredClass, "try_library", [undeclared, ask, 0]),
            Call(.undeclaredReplacement, "replace", [undeclared]),
            Call(.undeclaredClass, "deploy_child", [undeclared, 1, 0, 1]),
            Call(nil, "deploy_child", [plain.felt, 1, 0, 1]),
            Call(.addressInUse, "deploy_child", [plain.felt, 1, 0, 1]),
            Call(.constructorMissing, "deploy_child", [plain.felt, 2, 1, 5, 1]),
            Call(.constructorFailed, "deploy_child", [tiny.felt, 3, 1, 13, 1]),
            Call(.constructorFailed, "try_deploy", [tiny.felt, 4, 1, 13]),
            Call(.recursionDepth, "recurse_call", [60]),
            // The frame at the last depth catches the failure, reads and writes.
            Call(.recursionDepth, "nest", [60, 99, 12]),
            Call(.limit, "emit_raw", many(51) + [0]),
            Call(.limit, "emit_raw", [0] + many(301)),
            Call(.limit, "emit_many", [1001]),
            Call(.malformedSystemCall, "send_to_l1", [Felt252(reducing: 0, 0, 1 << 32, 0), 0]),
            Call(.limit, "send_to_l1", [1] + many(3698)),
            Call(nil, "write_slot", [5, 7]),
        ]
    }

    private static func place(_ number: UInt64) -> ContractAddress { ContractAddress(Felt252(number)) ?? .zero }

    private static func casm() throws -> [Felt252: CasmClass] {
        func recorded(_ name: String) throws -> CasmClass {
            guard let url = VectorFiles.find("rpc/contracts/\(name).casm.json") else { throw ProvenBlock.NoProof() }
            return try ClassFiles.load(url)
        }
        return [
            plain.felt: try ClassFiles.load(fixture("Plain")), tiny.felt: try recorded("tiny"),
            puppet.felt: try ClassFiles.load(fixture("Puppet")), callerClass.felt: try recorded("caller"),
        ]
    }

    private static func fixture(_ name: String) -> URL {
        VectorFiles.packageRoot.appendingPathComponent("Vectors/fixtures/contracts/\(name).casm.json")
    }

    /// The block of these calls, and why each was aborted.
    static func make(
        _ calls: [Call], mode: BlockProgramGenerator.Mode = .placed, provable: [Builtin] = Builtin.allCases
    ) throws -> (block: ProvenBlock, causes: [EndingCause?]) {
        let casm = try casm(), configuration = try DemoChain().configuration
        var context = BlockContext(
            number: 0, timestamp: configuration.timestamp, sequencer: configuration.sequencer,
            gasPrices: configuration.gasPrices)
        let builder = GenesisBuilder(chain: configuration.chain, context: context)
        for (hash, code) in casm { builder.declare(ClassHash(hash), code) }
        try builder.deploy(puppet, at: account, constructorCalldata: [])
        try builder.deploy(callerClass, at: caller, constructorCalldata: [1])
        // Neighbours of what is absent, so that its opening has nodes that nothing else is shown with.
        builder.declare(ClassHash(undeclared + .one), try ClassFiles.load(fixture("Plain")))
        try builder.deploy(plain, at: place(0x5554), constructorCalldata: [])
        let genesis = try builder.finish()
        context.number = 1
        context.timestamp += 2
        let executor = try BlockExecutor(
            chain: configuration.chain, context: context, parentHash: genesis.hash, agedHash: nil, state: genesis.state)
        var causes: [EndingCause?] = []
        for (index, call) in calls.enumerated() {
            let executed = try executor.execute(.invoke(transaction(call, nonce: UInt64(index))))
            causes.append(executed.abort?.cause)
        }
        var tries = MemoryTries()
        tries.apply(genesis.stateUpdate)
        let executed = try executor.finish(tries: tries, roots: genesis.stateUpdate.roots)
        return (
            try ProvenBlock(
                executed, on: genesis, of: configuration, classes: casm, mode: mode, provable: provable), causes
        )
    }

    private static func transaction(_ call: Call, nonce: UInt64) -> InvokeTransaction {
        func bounds(_ amount: UInt64) -> ResourceBounds {
            ResourceBounds(maxAmount: amount, maxPricePerUnit: 1_000_000_000)
        }
        let target = [call.to.felt, StarknetKeccak.selector(call.function), Felt252(UInt64(call.arguments.count))]
        return InvokeTransaction(
            sender: account, calldata: target + call.arguments,
            account: AccountFields(
                nonce: Felt252(nonce),
                resourceBounds: AllResourceBounds(
                    l1Gas: bounds(1_000_000), l2Gas: bounds(900_000_000), l1DataGas: bounds(10_000))))
    }
}
