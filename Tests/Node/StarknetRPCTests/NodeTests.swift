import BlockPrograms
import Determinism
import FiniteFields
import Foundation
import HashFunctions
import JSONCoding
import LoadClient
import StarknetClient
import StarknetJSON
import StarknetModel
import StateTries
import Testing
import TransactionExecution

@Suite struct NodeTests {
    @Test func `signed calls run, their results are right, and the block holds together`() throws {
        let fixture = try NodeFixture()
        var hashes: [Felt252: DemoCall] = [:]
        var random = SplitMix64(seed: 1)
        for index in 0..<40 {
            let call = DemoCall.random(using: &random)
            let transaction = try fixture.signed(call, account: index % 10, nonce: UInt64(index / 10))
            let hash = try fixture.client.add(transaction)
            #expect(hash == transaction.hash(chainID: fixture.chain.chainID))
            hashes[hash] = call
        }
        for (hash, call) in hashes {
            let (receipt, number) = try #require(try fixture.receipt(hash))
            #expect(receipt.status == .succeeded)
            #expect(call.isConfirmed(by: receipt))
            #expect(number > 0)
        }
        // Every block: hash, parent, commitments, root against the state diff.
        var parent = Felt252.zero
        var tries = MemoryTries()
        for number in 0...(try fixture.client.blockNumber()) {
            let block = try #require(try fixture.client.block(.number(number)))
            #expect(block.header.hash == block.hash && block.header.parentHash == parent)
            parent = block.hash
            let diff = try fixture.client.stateUpdate(.number(number)).diff
            let update = try StateUpdate(applying: diff, to: tries.roots, source: tries)
            tries.apply(update)
            #expect(block.header.stateRoot == tries.roots.global)
            let made = BlockHeader(
                context: block.header.context, parentHash: block.header.parentHash, stateRoot: block.header.stateRoot,
                transactions: block.transactions,
                transactionHashes: block.transactions.map { $0.hash(chainID: fixture.chain.chainID) },
                receipts: block.receipts, stateDiff: diff)
            #expect(made == block.header)
            if number > 0 {
                let bytes = try #require(try fixture.client.blockExecution(.number(number)))
                let record = try BlockExecutionRecord(decoding: bytes)
                #expect(record.recording.transactions.count == block.transactions.count)
            }
        }
    }

    @Test func `nonces, signatures, duplicates and senders are checked before the pool`() throws {
        let fixture = try NodeFixture()
        func code(_ transaction: InvokeTransaction) -> Int {
            do {
                _ = try fixture.client.add(transaction)
                return 0
            } catch {
                if case .rpc(let code, _, _) = error { return code }
                return -1
            }
        }
        let first = try fixture.signed(.fibonacci(5), nonce: 0)
        #expect(code(first) == 0)
        #expect(code(first) == 59)
        _ = try fixture.receipt(first.hash(chainID: fixture.chain.chainID))
        #expect(code(first) == 59)
        #expect(code(try fixture.signed(.fibonacci(6), nonce: 0)) == 52)
        #expect(code(try fixture.signed(.fibonacci(6), nonce: 5_000)) == 52)
        var forged = try fixture.signed(.fibonacci(7), nonce: 1)
        forged.account.signature[1] = forged.account.signature[1] + .one
        #expect(code(forged) == 55)
        var stranger = try fixture.signed(.fibonacci(7), nonce: 0)
        stranger.sender = GenesisConfiguration.fibonacciAddress
        #expect(code(stranger) == 55)
        stranger.sender = try #require(ContractAddress(Felt252(0x1234 as UInt64)))
        #expect(code(stranger) == 55)
        var reserved = try fixture.signed(.fibonacci(7), nonce: 1)
        reserved.account.paymasterData = [.one]
        #expect(code(reserved) == 55)
    }

    @Test func `a transaction whose nonce is ahead waits for the one before it`() throws {
        let fixture = try NodeFixture()
        let second = try fixture.client.add(try fixture.signed(.factorial(5), nonce: 1))
        usleep(400_000)
        #expect(try fixture.client.receipt(second) == nil)
        #expect(try fixture.client.nonce(fixture.accounts[0].address) == .zero)
        _ = try fixture.client.add(try fixture.signed(.factorial(4), nonce: 0))
        #expect(try fixture.receipt(second)?.receipt.status == .succeeded)
        #expect(try fixture.client.nonce(fixture.accounts[0].address) == Felt252(2 as UInt64))
    }

    @Test func `a call without enough gas is reverted with a reason and takes its nonce`() throws {
        let fixture = try NodeFixture()
        var wrong = try fixture.signed(.fibonacci(3), nonce: 0)
        // An unknown entry point of the contract that is called.
        wrong.calldata[2] = StarknetKeccak.selector("no_such_function")
        let sent = try fixture.resigned(wrong)
        let hash = try fixture.client.add(sent)
        let (receipt, _) = try #require(try fixture.receipt(hash))
        guard case .reverted(let reason) = receipt.status else {
            Issue.record("not reverted")
            return
        }
        #expect(!reason.isEmpty && receipt.events.isEmpty)
        #expect(try fixture.client.nonce(fixture.accounts[0].address, .latest) == .one)
    }

    @Test func `a storage proof opens the latest state from its root`() throws {
        let fixture = try NodeFixture()
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(30), nonce: 0))
        _ = try fixture.receipt(hash)
        let address = GenesisConfiguration.fibonacciAddress
        let key = StorageKey.variable("last_value")
        let json = try fixture.client.call("starknet_getStorageProof") { w in
            w.key("block_id")
            w.string("latest")
            w.key("contract_addresses")
            w.felts([address.felt])
            w.key("contracts_storage_keys")
            w.array { w in
                w.object { w in
                    w.key("contract_address")
                    w.felt(address.felt)
                    w.key("storage_keys")
                    w.felts([key.felt])
                }
            }
        }
        let roots = try json.member("global_roots")
        let global = StateRoots(
            contracts: try roots.member("contracts_tree_root").felt(),
            classes: try roots.member("classes_tree_root").felt())
        let block = try #require(try fixture.client.block(.hash(try roots.member("block_hash").felt())))
        #expect(global.global == block.header.stateRoot)
        let leafJSON = try #require(
            Array(try json.member("contracts_proof").member("contract_leaves_data").array()).first)
        let leaf = ContractLeaf(
            classHash: ClassHash(try leafJSON.member("class_hash").felt()),
            storageRoot: try leafJSON.member("storage_root").felt(), nonce: try leafJSON.member("nonce").felt())
        let contracts = try ProofNodes(try json.member("contracts_proof").member("nodes"), .pedersen)
        #expect(
            try TrieReading.leaf(of: address.felt, in: .contracts, root: global.contracts, source: contracts)
                == leaf.hash)
        let proof = try #require(Array(try json.member("contracts_storage_proofs").array()).first)
        let value = try TrieReading.leaf(
            of: key.felt, in: .storage(address), root: leaf.storageRoot, source: try ProofNodes(proof, .pedersen))
        #expect(value == DemoCall.fibonacci(30).result)
    }
}

/// Nodes of a storage proof by their hash, which is computed again.
private struct ProofNodes: TrieNodeSource {
    private var nodes: [Felt252: TrieNode] = [:]

    init(_ json: JSONValue, _ hash: TrieHash) throws {
        for entry in try json.array() {
            let node = try entry.member("node")
            let made: TrieNode
            if let left = try node.optional("left") {
                made = .binary(left: try left.felt(), right: try node.member("right").felt())
            } else {
                let path = try #require(
                    TriePath(value: try node.member("path").felt(), length: try node.member("length").integer()))
                made = .edge(path: path, child: try node.member("child").felt())
            }
            let computed = try #require(hash.hashes(of: [made]).first)
            #expect(try entry.member("node_hash").felt() == computed)
            nodes[computed] = made
        }
    }

    func node(in trie: TrieID, at path: TriePath, hash: Felt252) throws(TrieError) -> TrieNode {
        guard let node = nodes[hash] else { throw .missingNode }
        return node
    }
}
