import Determinism
import FiniteFields
import StarknetModel
import Testing

@testable import TransactionPool

/// In which order transactions come into a block.
@Suite struct PickingTests {
    private func transactions(_ list: [(sender: UInt64, nonce: UInt64, tip: UInt64)]) -> [Transaction] {
        list.map { TransactionPoolTests.invoke($0.sender, nonce: $0.nonce, tip: $0.tip) }
    }

    @Test func `the highest tip comes first, behind what its nonce waits for`() throws {
        let pool = TransactionPool()
        for (sender, nonce, tip) in [(1, 0, 1), (1, 1, 90), (2, 0, 5), (3, 0, 5), (4, 1, 99), (2, 1, 0)]
            as [(UInt64, UInt64, UInt64)]
        { try TransactionPoolTests.add(pool, sender, nonce, tip: tip) }
        #expect(
            pool.pick(max: 9) { _ in 0 }.map(\.transaction)
                == transactions([(2, 0, 5), (3, 0, 5), (1, 0, 1), (1, 1, 90), (2, 1, 0)]))
        #expect(pool.pick(max: 3) { _ in 0 }.count == 3)
        #expect(pool.pick(max: 0) { _ in 0 }.isEmpty)
    }

    @Test func `what offers too low a price waits, with what is behind it`() throws {
        let pool = TransactionPool()
        try TransactionPoolTests.add(pool, 1, 0, tip: 9, price: 100)
        try TransactionPoolTests.add(pool, 1, 1, tip: 9, price: 200)
        try TransactionPoolTests.add(pool, 2, 0, price: 150)
        func senders(_ price: UInt128) -> [ContractAddress] {
            pool.pick(max: 9, price: price) { _ in 0 }.map(\.transaction.sender)
        }
        let one = TransactionPoolTests.address(1), two = TransactionPoolTests.address(2)
        #expect(senders(100) == [one, one, two])
        #expect(senders(101) == [two] && senders(150) == [two] && senders(151).isEmpty)
        #expect(pool.hasReady(price: 150) { _ in 0 } && !pool.hasReady(price: 151) { _ in 0 })
        #expect(pool.count == 3)
    }

    /// The rule read literally: look at each account's next one, take the best, again and again.
    private func naive(_ all: [PooledTransaction], max: Int, price: UInt128, nonces: [UInt64]) -> [Felt252] {
        var next = nonces, order: [Felt252] = []
        while order.count < max {
            var best: PooledTransaction?
            for entry in all where entry.maxPrice >= price {
                let sender = Int(entry.transaction.sender.felt.asUInt64 ?? 0)
                guard entry.nonce == next[sender] else { continue }
                guard let known = best else {
                    best = entry
                    continue
                }
                if entry.tip > known.tip || entry.tip == known.tip && entry.arrival < known.arrival { best = entry }
            }
            guard let best else { break }
            order.append(best.hash)
            next[Int(best.transaction.sender.felt.asUInt64 ?? 0)] += 1
        }
        return order
    }

    @Test func `the order is that of a naive model`() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<300 {
            let pool = TransactionPool(), accounts = 1 + random.next() % 8
            var hashes: [Felt252] = []
            for _ in 0..<random.next() % 60 {
                let sender = 1 + random.next() % accounts, nonce = random.next() % 8
                let tip = random.next() % 4, price = UInt128(random.next() % 3)
                // Some replace others, some are refused.
                try? TransactionPoolTests.add(pool, sender, nonce, tip: tip, price: price)
                hashes.append(Felt252(sender << 32 | nonce << 8 | tip) + Felt252(price) * Felt252(1 << 63 as UInt64))
            }
            let nonces = (0...8).map { _ in random.next() % 3 }, price = UInt128(random.next() % 3)
            let waiting = Set(hashes).compactMap { pool.transaction(hash: $0) }
            #expect(waiting.count == pool.count)
            let max = Int(random.next() % 40)
            let picked = pool.pick(max: max, price: price) { nonces[Int($0.felt.asUInt64 ?? 0)] }
            #expect(picked.map(\.hash) == naive(waiting, max: max, price: price, nonces: nonces))
        }
    }
}
