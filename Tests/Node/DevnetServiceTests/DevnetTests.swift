import StarknetJSON
import DevnetService
import StarknetModel
import JSONCoding
import StarknetClient
import Testing

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
