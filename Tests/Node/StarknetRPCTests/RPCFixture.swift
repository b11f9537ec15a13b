import BlockProduction
import ChainStorage
import EllipticCurves
import FiniteFields
import Foundation
import HTTPRequesting
import JSONCoding
import LoadClient
import NodeService
import Observability
import StarknetClient
import StarknetModel
import TransactionExecution
import VectorFiles

/// A node of its own that makes blocks as soon as there are transactions, with a client of its RPC.
final class NodeFixture: Sendable {
    let folder: String
    private let isFolderOwn: Bool
    let node: Node
    let client: RPCClient
    let http = HTTPClient()
    let accounts: [GenesisAccount]
    let chain: ChainParameters

    /// In a folder of its own, or in one that the test keeps.
    init(folder: String? = nil, blockSeconds: Double = 0.05, _ change: (inout NodeSettings) -> Void = { _ in }) throws {
        self.folder =
            folder
            ?? FileManager.default.temporaryDirectory.appendingPathComponent("node-\(UUID().uuidString)").path
        isFolderOwn = folder == nil
        let contracts = VectorFiles.packageRoot.appendingPathComponent("Contracts").path
        var settings = NodeSettings(dataFolder: self.folder, contractsFolder: contracts, genesis: GenesisFile.local)
        settings.rpcPort = 0
        settings.connectionsPerAddressMax = 1_000
        settings.times.blockSeconds = blockSeconds
        change(&settings)
        let artifacts = try ContractArtifacts(folder: contracts)
        accounts = GenesisFile.local.accounts(classHash: artifacts.account.classHash)
        chain = GenesisFile.local.chain
        node = try Node(solo: settings, log: Logger(part: "test", level: .error))
        client = RPCClient("http://127.0.0.1:\(node.rpcPort)")
    }

    deinit {
        node.stop()
        if isFolderOwn { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// A signed call of a demo contract.
    func signed(_ call: DemoCall, account: Int = 0, nonce: UInt64, gas: UInt64 = 100_000_000) throws
        -> InvokeTransaction
    {
        let bounds = AllResourceBounds(
            l1Gas: ResourceBounds(maxAmount: 100_000, maxPricePerUnit: 2_000_000_000),
            l2Gas: ResourceBounds(maxAmount: gas, maxPricePerUnit: 2_000_000_000),
            l1DataGas: ResourceBounds(maxAmount: 100_000, maxPricePerUnit: 2_000_000_000))
        var transaction = InvokeTransaction(
            sender: accounts[account].address, calldata: call.calldata,
            account: AccountFields(nonce: Felt252(nonce), resourceBounds: bounds))
        let signature = try StarkECDSA.sign(
            messageHash: transaction.hash(chainID: chain.chainID), privateKey: accounts[account].privateKey)
        transaction.account.signature = [signature.r, signature.s]
        return transaction
    }

    /// Waits for a transaction's receipt, at most a minute.
    func receipt(_ hash: Felt252) throws -> (receipt: TransactionReceipt, blockNumber: UInt64)? {
        for _ in 0..<1_200 {
            if let found = try client.receipt(hash) { return found }
            usleep(50_000)
        }
        return nil
    }

    /// The error code of a raw request's answer; 0 for a result.
    func code(_ request: String) throws -> Int {
        var answer = try JSONDocument(try post(request)).root
        // A batch is answered with a list; its first answer stands for it.
        if answer.kind == .array {
            for entry in try answer.array().prefix(1) { answer = entry }
        }
        guard let error = try answer.optional("error") else { return 0 }
        return try error.member("code").integer()
    }

    func post(_ body: String) throws -> [UInt8] { try raw(Array(body.utf8)).body }

    func raw(_ body: [UInt8]) throws -> (status: Int, body: [UInt8]) {
        let answer = try http.post(client.address, body: body)
        return (answer.status, answer.body)
    }
}

extension NodeFixture {
    /// The same transaction signed again by the first account.
    func resigned(_ transaction: InvokeTransaction) throws -> InvokeTransaction {
        var copy = transaction
        let signature = try StarkECDSA.sign(
            messageHash: copy.hash(chainID: chain.chainID), privateKey: accounts[0].privateKey)
        copy.account.signature = [signature.r, signature.s]
        return copy
    }
}
