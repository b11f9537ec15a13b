import CasmFiles
import CasmModel
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetFixtures
import StarknetModel
import TransactionExecution
import Testing
import VectorFiles

/// The chain that the recorded flows ran on: the same classes at the same addresses, built by running constructors.
///
/// The recorded transactions are signed for it. Its fee token is our own class, so what is compared leaves fees out.
struct RecordedChain {

    let chain: ChainParameters
    let context: BlockContext
    var state: MemoryState

    /// Code that a flow declares on its way.
    private var later: [String: (ClassHash, CasmClass)] = [:]

    /// Classes in `undeclared` are for a flow to declare; without `accounts` these have their money, and no contract yet.
    init(fees: Bool = false, undeclared: Set<String> = ["replacement"], accounts: Bool = true) throws {
        let file = try object(VectorFiles.json("rpc/hashes.json"))
        chain = ChainParameters(chainID: try Felt252(json: file["chain_id"]), fees: fees)
        let price = GasPrice(wei: 1_000_000_000, fri: 1_000_000_000)
        context = BlockContext(
            number: 100, timestamp: 1_767_225_600, sequencer: try ContractAddress(json: "0x1000"),
            gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price))
        let builder = GenesisBuilder(chain: chain, context: context)
        var names: [ClassHash: String] = [:]
        for (name, value) in try object(file["classes"]) {
            let hash = ClassHash(try Felt252(json: try object(value)["class_hash"]))
            guard let url = VectorFiles.find("rpc/contracts/\(name).casm.json") else { continue }
            let casm = try ClassFiles.load(url)
            if undeclared.contains(name) { later[name] = (hash, casm) } else { builder.declare(hash, casm) }
            names[hash] = name
        }
        for value in try (accounts ? list(file["accounts"]) : []) + list(file["contract_addresses"]) {
            let entry = try object(value)
            let hash = ClassHash(try Felt252(json: entry["class_hash"]))
            guard let name = names[hash], !undeclared.contains(name) else { continue }
            // The prototype of the recordings knows two contracts whose constructors fail; they stay absent.
            try? builder.deploy(
                hash, at: try ContractAddress(json: entry["address"]),
                constructorCalldata: try Felt252.list(json: entry["constructor_calldata"]),
                deployer: try ContractAddress(json: entry["deployer"]))
        }
        let token = try DemoChain.load("Token"), treasury = try ContractAddress(json: "0x1")
        builder.declare(token.sierra, token.casm)
        let deployer = try DemoChain.load("PedersenDeployer")
        builder.declare(deployer.sierra, deployer.casm)
        try builder.deploy(deployer.sierra.hash, at: .universalDeployer, constructorCalldata: [])
        try builder.deploy(
            token.sierra.hash, at: .strk, constructorCalldata: [0, 0, 18, Felt252(1 << 100 as UInt128), 0, 1])
        for value in try list(file["accounts"]) {
            try builder.call(
                .strk, StarknetKeccakSelector.of("transfer"),
                calldata: [
                    try Felt252(json: try object(value)["address"]),
                    Felt252(100_000_000_000_000_000_000_000 as UInt128), 0,
                ],
                caller: treasury)
        }
        state = builder.memoryState
    }

    /// Declares a class that was not there from the start.
    mutating func declare(_ name: String) {
        guard let (hash, casm) = later[name] else { return }
        state.add(hash, compiledClassHash: CompiledClassHash(casm.compiledClassHash(.blake2s)), ContractClass(casm))
    }

    /// Executes a transaction in a block of its own, as the devnet did, and keeps the state.
    mutating func execute(_ item: RecordedTransaction) throws -> ExecutedTransaction {
        var context = context
        if let number = item.receipt?["block_number"] as? UInt64 { context.number = number }
        let executor = try BlockExecutor(
            chain: chain, context: context, parentHash: 1, agedHash: 0x1234, state: state)
        let executed = try executor.execute(
            item.transaction, declaring: declaredClass(item),
            options: ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false))
        for declared in executor.declared { add(declared) }
        state.apply(executor.stateDiff)
        return executed
    }

    private mutating func add(_ declared: DeclaredClass) {
        state.add(
            declared.declaration.classHash, compiledClassHash: declared.declaration.compiledClassHash, declared.code)
    }

    /// The class that a recorded transaction declares; nil when its code is not at hand.
    private func declaredClass(_ item: RecordedTransaction) -> DeclaredClass? {
        guard let sierra = item.declaredClass, let entry = later.values.first(where: { $0.0 == sierra.hash }) else {
            return nil
        }
        return DeclaredClass(sierra, ContractClass(entry.1))
    }
}

/// One recorded transaction with what the devnet said about it.
struct RecordedTransaction {
    let flow: String
    let step: Int
    let about: String
    let transaction: Transaction
    let hash: Felt252
    /// The class of a declaration, where the recording has it in full.
    let declaredClass: SierraClass?
    let receipt: JSONObject?
    let trace: JSONObject?

    /// The accepted transactions of a kind of a flow, in order.
    static func all(_ flow: String, _ kind: String = "invoke") throws -> [RecordedTransaction] {
        let file = try object(VectorFiles.json("rpc/flows_sierra_gas/\(flow).json"))
        let steps = try list(file["steps"]).map { $0 as? JSONObject ?? [:] }
        return try list(file["transactions"]).compactMap { value in
            let entry = try object(value)
            guard entry["accepted"] as? Bool == true, let step = entry["step"] as? Int,
                let parameters = (steps[step]["request"] as? JSONObject)?["params"] as? JSONObject,
                var sent = parameters["\(kind)_transaction"] as? JSONObject
            else { return nil }
            let answer = (steps[step]["response"] as? JSONObject)?["result"] as? JSONObject
            if kind == "declare" { sent["class_hash"] = answer?["class_hash"] }
            var answers: [String: JSONObject] = [:]
            for later in steps[(step + 1)...].prefix(3) {
                guard let request = later["request"] as? JSONObject, let method = request["method"] as? String,
                    let asked = (request["params"] as? JSONObject)?["transaction_hash"] as? String,
                    asked == entry["transaction_hash"] as? String,
                    let result = (later["response"] as? JSONObject)?["result"] as? JSONObject
                else { continue }
                answers[method] = result
            }
            return RecordedTransaction(
                flow: flow, step: step, about: steps[step]["about"] as? String ?? "",
                transaction: try Transaction(rpc: sent),
                hash: try Felt252(json: entry["transaction_hash"]),
                declaredClass: (sent["contract_class"] as? JSONObject).flatMap { try? SierraClass(json: $0) },
                receipt: answers["starknet_getTransactionReceipt"], trace: answers["starknet_traceTransaction"])
        }
    }
}
