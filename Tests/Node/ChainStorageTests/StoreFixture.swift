import Determinism
import FiniteFields
import Foundation
import StarknetModel
import StateTries
import Testing

@testable import ChainStorage

/// A store in a folder of its own, and a chain to fill it with.
final class Fixture {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
    var store: ChainStore?
    var random = SplitMix64(seed: 1)
    var history: HistorySettings

    init(_ history: HistorySettings = HistorySettings()) throws {
        self.history = history
        try reopen()
    }
    deinit {
        store = nil
        try? FileManager.default.removeItem(atPath: path)
    }

    func reopen() throws {
        store = nil
        store = try ChainStore(path: path, chain: [1, 2, 3], history: history)
    }

    /// The events of a block's transactions: some blocks have none, the others one whose address and key repeat.
    static func events(_ number: UInt64) -> [Event] {
        if number % 5 == 4 { return [] }
        return [Event(from: address(10 + number % 3), keys: [.one, Felt252(number % 2)], data: [Felt252(number)])]
    }

    static func address(_ value: UInt64) -> ContractAddress { ContractAddress(Felt252(value)) ?? .zero }
    static func key(_ value: UInt64) -> StorageKey { .variable("cell", keys: [Felt252(value)]) }

    /// A block of random writes on top of the store's last one.
    func next(transactions: Int = 2) throws -> BlockCommit {
        let store = try #require(store)
        let number = store.head.map { $0.number + 1 } ?? 0
        var storage: [StateDiff.Entry<[StateDiff.Write]>] = []
        for address in 10...13 as ClosedRange<UInt64> {
            let keys = Set((0..<5).map { _ in UInt64.random(in: 0..<20, using: &random) })
            storage.append(
                StateDiff.Entry(
                    address: Self.address(address),
                    value: keys.sorted().map {
                        StateDiff.Write(key: Self.key($0), value: Felt252(UInt64.random(in: 0..<3, using: &random)))
                    }))
        }
        let diff = StateDiff(
            storage: storage,
            deployedContracts: number == 0
                ? (10...13).map { StateDiff.Entry(address: Self.address($0), value: ClassHash(Felt252($0))) } : [],
            nonces: [StateDiff.Entry(address: Self.address(10), value: Felt252(number + 1))])
        let none = ResourceBounds(maxAmount: 0, maxPricePerUnit: 0)
        let bounds = AllResourceBounds(l1Gas: none, l2Gas: none, l1DataGas: none)
        let invokes = (0..<transactions).map { index in
            Transaction.invoke(
                InvokeTransaction(
                    sender: Self.address(10), calldata: [Felt252(number), Felt252(UInt64(index))],
                    account: AccountFields(nonce: Felt252(number), resourceBounds: bounds)))
        }
        let hashes = invokes.map { $0.hash(chainID: .one) }
        let receipts = hashes.map {
            TransactionReceipt(
                transactionHash: $0, actualFee: 0, status: .reverted(reason: Array("why".utf8)), messages: [],
                events: Self.events(number), gas: GasVector(l2Gas: 7))
        }
        let tries = try store.tries()
        let update = try StateUpdate(applying: diff, to: tries.roots, source: tries)
        let price = GasPrice(wei: 1, fri: 1)
        let header = BlockHeader(
            context: BlockContext(
                number: number, timestamp: number, sequencer: Self.address(1),
                gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price)),
            parentHash: store.head?.hash ?? .zero, stateRoot: update.roots.global, transactions: invokes,
            transactionHashes: hashes, receipts: receipts, stateDiff: diff)
        return BlockCommit(
            block: Block(header: header, transactions: invokes, receipts: receipts, stateDiff: diff),
            blockHash: header.hash, transactionHashes: hashes, stateUpdate: update,
            executionRecord: [UInt8(truncatingIfNeeded: number)], certificate: [9])
    }
}
