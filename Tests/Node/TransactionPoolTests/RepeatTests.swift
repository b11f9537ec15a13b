import FiniteFields
import StarknetModel
import Testing

@testable import TransactionPool

/// What waits is passed on until it is in a block or dropped.
@Suite struct RepeatTests {
    private func add(_ pool: TransactionPool, _ sender: UInt64, _ nonce: UInt64, bytes: Int = 100) throws {
        try TransactionPoolTests.add(pool, sender, nonce, bytes: bytes)
    }

    private func decide(_ pool: TransactionPool, blocks: Int = 1) {
        for _ in 0..<blocks { pool.removeIncluded(newNonces: [:]) }
    }

    private func nonces(_ list: [SubmittedTransaction]) -> [UInt64?] { list.map { $0.transaction.nonce.asUInt64 } }

    @Test func `a transaction that no block holds is passed on again, after twice as many blocks each time`() throws {
        let pool = TransactionPool()
        try add(pool, 1, 0)
        var turns: [Int] = []
        for block in 1...200 {
            decide(pool)
            if !pool.takeRepeats().isEmpty { turns.append(block) }
        }
        #expect(turns == [2, 6, 14, 30, 62, 126])
        pool.removeIncluded(newNonces: [TransactionPoolTests.address(1): 1])
        decide(pool, blocks: 500)
        #expect(pool.takeRepeats().isEmpty)
    }

    @Test func `so is what another node passed on, when it had its time`() throws {
        let pool = TransactionPool()
        try pool.add(
            SubmittedTransaction(TransactionPoolTests.invoke(1, nonce: 0)), hash: 7, byteCount: 100, nextNonce: 0,
            from: .peer)
        decide(pool, blocks: 7)
        #expect(pool.takeRepeats().isEmpty)
        decide(pool)
        #expect(pool.takeRepeats().count == 1)
    }

    @Test func `what does not fit now is passed on next time, and a large one in any case`() throws {
        var limits = PoolLimits()
        limits.repeatedBytesMax = 250
        let pool = TransactionPool(limits: limits)
        for nonce in 0..<5 as Range<UInt64> { try add(pool, 1, nonce) }
        try add(pool, 2, 9, bytes: 1_000)
        decide(pool, blocks: 2)
        let rounds = (0..<5).map { _ in nonces(pool.takeRepeats()) }
        #expect(rounds == [[0, 1], [2, 3], [4], [9], []])
    }

    @Test func `what was dropped here is not taken from other nodes again, from clients it is`() throws {
        let pool = TransactionPool(), hash = Felt252(UInt64(1) << 32)
        try add(pool, 1, 0)
        #expect(pool.refusal(ofDropped: hash) == nil)
        pool.remove(hash: hash, because: .tooSlow)
        #expect(pool.refusal(ofDropped: hash) == .dropped(.tooSlow))
        try add(pool, 1, 0)
        #expect(pool.refusal(ofDropped: hash) == nil)
        // Who had no place may have one now.
        pool.remove(hash: hash, because: .evicted)
        #expect(pool.refusal(ofDropped: hash) == nil)
    }
}
