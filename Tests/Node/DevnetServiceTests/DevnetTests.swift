import BlockProduction
import ChainStorage
import DevnetService
import FiniteFields
import StarknetJSON
import StarknetModel
import Foundation
import JSONCoding
import StarknetClient
import Testing
import VectorFiles

@Suite struct DevnetTests {
    @Test func `a mint is in a block when it is answered`() throws {
        let fixture = try DevnetFixture()
        let minted = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":1000}"#)
        #expect(try minted.member("new_balance").string() == "1000")
        #expect(try fixture.client.blockNumber() == 1)
        let receipt = try #require(try fixture.client.receipt(try minted.member("tx_hash").felt()))
        #expect(receipt.receipt.status == .succeeded)
        let balance = try fixture.call("devnet_getAccountBalance", #"{"address":"0x12345","unit":"FRI"}"#)
        #expect(try balance.member("amount").string() == "1000")
        #expect(
            try fixture.call("devnet_getAccountBalance", #"{"address":"0x12345","unit":"WEI"}"#).member("amount")
                .string() == "0")
    }

    /// Clients compute addresses by the deployer of public networks.
    @Test func `the universal deployer is the one of public networks`() throws {
        let fixture = try DevnetFixture()
        let artifacts = try ContractArtifacts(
            folder: VectorFiles.packageRoot.appendingPathComponent("Contracts").path)
        let place = #"{"block_id":"latest","contract_address":"\#(ContractAddress.universalDeployer.felt.hex)"}"#
        #expect(
            try fixture.call("starknet_getClassHashAt", place).felt() == artifacts.pedersenDeployer.classHash.felt)
    }

    @Test func `on demand, a block is made when it is asked for`() throws {
        let fixture = try DevnetFixture { $0.blocks = .demand }
        _ = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":1000}"#)
        #expect(try fixture.client.blockNumber() == 0)
        let hash = try fixture.call("devnet_createBlock").member("block_hash").felt()
        let block = try #require(try fixture.client.block(.hash(hash)))
        #expect(block.transactions.count == 1)
        // The next one is empty.
        _ = try fixture.call("devnet_createBlock")
        #expect(try fixture.client.block(.number(2))?.transactions.isEmpty == true)
    }

    @Test func `what waits for the next block is given up with it, and is traced before`() throws {
        let fixture = try DevnetFixture { $0.blocks = .demand }
        let hash = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":1000}"#).member("tx_hash").felt()
        let trace = try fixture.call("starknet_traceTransaction", #"{"transaction_hash":"\#(hash.hex)"}"#)
        #expect(try trace.member("execute_invocation").member("is_reverted").bool() == false)
        let aborted = try fixture.call("devnet_abortBlocks", #"{"starting_block_id":"pre_confirmed"}"#)
        #expect(try aborted.member("aborted").count == 0)
        _ = try fixture.call("devnet_createBlock")
        #expect(try fixture.client.block(.number(1))?.transactions.isEmpty == true)
        #expect(fixture.code("starknet_traceTransaction", #"{"transaction_hash":"\#(hash.hex)"}"#) == 29)
    }

    @Test func `time is moved, and does not go back`() throws {
        let fixture = try DevnetFixture {
            $0.startTime = 1_000
            $0.isTimeFrozen = true
        }
        _ = try fixture.call("devnet_createBlock")
        #expect(try fixture.client.block(.latest)?.header.context.timestamp == 1_000)
        _ = try fixture.call("devnet_increaseTime", #"{"time":60}"#)
        #expect(try fixture.client.block(.latest)?.header.context.timestamp == 1_060)
        _ = try fixture.call("devnet_setTime", #"{"time":5000,"generate_block":false}"#)
        #expect(try fixture.client.blockNumber() == 2)
        _ = try fixture.call("devnet_createBlock")
        #expect(try fixture.client.block(.latest)?.header.context.timestamp == 5_000)
        #expect(fixture.code("devnet_setTime", #"{"time":4999}"#) == -32_602)
    }

    @Test func `a restart begins with block 0 again`() throws {
        let fixture = try DevnetFixture()
        let accounts = try fixture.call("devnet_getPredeployedAccounts")
        #expect(accounts.count == 2)
        _ = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":1}"#)
        _ = try fixture.call("devnet_restart")
        #expect(try fixture.client.blockNumber() == 0)
        #expect(
            try fixture.call("devnet_getAccountBalance", #"{"address":"0x12345"}"#).member("amount").string() == "0")
    }

    @Test(arguments: [
        ("devnet_mint", #"{"address":"0x1"}"#), ("devnet_mint", #"{"address":"0x1","amount":-1}"#),
        ("devnet_mint", #"{"address":"0x1","amount":"5"}"#),
        ("devnet_mint", #"{"address":"0x1","amount":5,"unit":"X"}"#),
        ("devnet_mint", #"{"address":"0x1","amount":340282366920938463463374607431768211456}"#),
        ("devnet_setTime", "{}"), ("devnet_setTime", #"{"time":-1}"#), ("devnet_increaseTime", #"{"time":-1}"#),
        ("devnet_getAccountBalance", #"{"address":"1"}"#),
    ]) func `malformed parameters are refused`(method: String, parameters: String) throws {
        #expect(try DevnetFixture().code(method, parameters) == -32_602)
    }
}

@Suite struct DevnetReturnTests {
    private func balance(_ fixture: DevnetFixture) throws -> String {
        try fixture.call("devnet_getAccountBalance", #"{"address":"0x12345"}"#).member("amount").string()
    }

    private func mint(_ fixture: DevnetFixture, _ amount: Int) throws {
        _ = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":\#(amount)}"#)
    }

    @Test func `blocks are taken back, and the chain goes on from there`() throws {
        let fixture = try DevnetFixture()
        for amount in [1, 10, 100] { try mint(fixture, amount) }
        let aborted = try fixture.call("devnet_abortBlocks", #"{"starting_block_id":{"block_number":2}}"#)
        #expect(try aborted.member("aborted").count == 2)
        #expect(try balance(fixture) == "1")
        try mint(fixture, 5)
        #expect(try balance(fixture) == "6")
        #expect(try fixture.client.blockNumber() == 2)
        #expect(fixture.code("devnet_abortBlocks", #"{"starting_block_id":{"block_number":0}}"#) == 63)
        #expect(fixture.code("devnet_abortBlocks", #"{"starting_block_id":{"block_number":9}}"#) == 24)
    }

    @Test func `a snapshot is returned to once`() throws {
        let fixture = try DevnetFixture()
        try mint(fixture, 1)
        let id = try fixture.call("devnet_snapshot").string()
        try mint(fixture, 10)
        let parameters = #"{"snapshot_id":"\#(id)"}"#
        #expect(try fixture.call("devnet_revert", parameters).bool())
        #expect(try balance(fixture) == "1")
        #expect(try !fixture.call("devnet_revert", parameters).bool())
        #expect(try !fixture.call("devnet_revert", #"{"snapshot_id":"0x0"}"#).bool())
    }

    @Test func `a dump is the chain again, in another network too; a damaged one changes nothing`() throws {
        let fixture = try DevnetFixture { $0.seed = 7 }
        try mint(fixture, 1)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dump-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("one").path
        _ = try fixture.call("devnet_dump", #"{"path":"\#(path)"}"#)
        let hash = try #require(try fixture.client.block(.latest)).hash
        try mint(fixture, 10)
        let other = try DevnetFixture { $0.seed = 8 }
        try mint(other, 3)
        for network in [fixture, other] {
            _ = try network.call("devnet_load", #"{"path":"\#(path)"}"#)
            #expect(try network.client.block(.latest)?.hash == hash)
            #expect(try balance(network) == "1")
            try mint(network, 2)
            #expect(try balance(network) == "3")
        }
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for count in [0, 10, whole.count / 2, whole.count - 1] {
            let damaged = folder.appendingPathComponent("damaged").path
            try whole.prefix(count).write(to: URL(fileURLWithPath: damaged))
            #expect(other.code("devnet_load", #"{"path":"\#(damaged)"}"#) == 63)
        }
        #expect(try balance(other) == "3")
        #expect(other.code("devnet_load", #"{"path":"\#(path)-not-there"}"#) == 63)
        // A pipe that nobody writes into is refused at once.
        let pipe = folder.appendingPathComponent("pipe").path
        #expect(mkfifo(pipe, 0o600) == 0 && other.code("devnet_load", #"{"path":"\#(pipe)"}"#) == 63)
        #expect(other.code("devnet_forkNetwork", "{}") == 63 && other.code("devnet_impersonateAccount", "{}") == 63)
    }
}

@Suite struct PreConfirmedTests {
    @Test func `what waits is executed and seen in the block that is not decided yet, and nowhere else`() throws {
        let fixture = try DevnetFixture { $0.blocks = .demand }
        for amount in [1, 10] { _ = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":\#(amount)}"#) }
        let hashes = try fixture.call("starknet_getBlockWithTxHashes", #"["pre_confirmed"]"#).member("transactions")
            .felts()
        #expect(hashes.count == 2)
        #expect(try fixture.call("starknet_getBlockTransactionCount", #"["pre_confirmed"]"#).integer() == 2)
        #expect(try fixture.call("starknet_getBlockTransactionCount", #"["latest"]"#).integer() == 0)
        let hash = try #require(hashes.last).hex
        let status = try fixture.call("starknet_getTransactionStatus", #"["\#(hash)"]"#)
        #expect(try status.member("finality_status").string() == "PRE_CONFIRMED")
        let receipt = try fixture.call("starknet_getTransactionReceipt", #"["\#(hash)"]"#)
        #expect(try receipt.member("finality_status").string() == "PRE_CONFIRMED")
        #expect(try receipt.optional("block_hash") == nil && receipt.member("block_number").integer() == 1)
        #expect(
            try fixture.call("starknet_getTransactionByBlockIdAndIndex", #"["pre_confirmed",1]"#)
                .member("transaction_hash").felt().hex == hash)
        #expect(fixture.code("starknet_getTransactionByBlockIdAndIndex", #"["pre_confirmed",2]"#) == 27)
        // The state: a nonce, a call, the diff and the events.
        let update = try fixture.call("starknet_getStateUpdate", #"["pre_confirmed"]"#)
        let treasury = try #require(Array(try update.member("state_diff").member("nonces").array()).first)
        let address = try treasury.member("contract_address").felt().hex
        #expect(try treasury.member("nonce").felt().hex == "0x2")
        #expect(try fixture.call("starknet_getNonce", #"["pre_confirmed","\#(address)"]"#).felt().hex == "0x2")
        #expect(try fixture.call("starknet_getNonce", #"["latest","\#(address)"]"#).felt().isZero)
        func events(_ end: String) throws -> JSONValue {
            try fixture.call(
                "starknet_getEvents", #"[{"from_block":{"block_number":0},"to_block":"\#(end)","chunk_size":100}]"#
            ).member("events")
        }
        #expect(try events("pre_confirmed").count >= 2)
        #expect(try events("pre_confirmed").array().allSatisfy { try $0.optional("block_hash") == nil })
        _ = try fixture.call("devnet_createBlock")
        #expect(
            try fixture.call("starknet_getTransactionStatus", #"["\#(hash)"]"#).member("finality_status").string()
                == "ACCEPTED_ON_L2")
        #expect(try fixture.call("starknet_getBlockTransactionCount", #"["pre_confirmed"]"#).integer() == 0)
        #expect(try events("latest").array().allSatisfy { try $0.optional("block_hash") != nil })
    }

    @Test func `no traces and no proofs are given of it`() throws {
        let fixture = try DevnetFixture { $0.blocks = .demand }
        for method in ["starknet_traceBlockTransactions", "starknet_getStorageProof"] {
            #expect(fixture.code(method, #"["pre_confirmed"]"#) == -32_602)
        }
    }
}
