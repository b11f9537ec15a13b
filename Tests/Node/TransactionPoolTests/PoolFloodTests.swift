import FiniteFields
import StarknetModel
import Testing

@testable import TransactionPool

/// Accounts that try to take the pool for themselves.
@Suite struct PoolFloodTests {
    private func add(
        _ pool: TransactionPool, _ sender: UInt64, _ nonce: UInt64, tip: UInt64 = 0, next: UInt64 = 0, bytes: Int = 100
    ) throws { try TransactionPoolTests.add(pool, sender, nonce, tip: tip, next: next, bytes: bytes) }

    private func hash(_ sender: UInt64, _ nonce: UInt64, tip: UInt64 = 0) -> Felt252 {
        Felt252(sender << 32 | nonce << 8 | tip)
    }

    @Test func `the nonce that the others wait for is taken, whatever waits`() throws {
        var limits = PoolLimits()
        limits.transactionsPerAccountMax = 10
        limits.gapsPerAccountMax = 10
        let pool = TransactionPool(limits: limits)
        for nonce in 1...10 as ClosedRange<UInt64> { try add(pool, 1, nonce) }
        #expect(throws: PoolRefusal.gapsFull(expected: 0)) { try add(pool, 1, 11) }
        try add(pool, 1, 0)
        // The farthest one made room.
        #expect(pool.pendingNonce(TransactionPoolTests.address(1), nextNonce: 0) == 10)
        #expect(pool.dropReason(hash: hash(1, 10)) == .evicted)
        #expect(throws: PoolRefusal.accountFull) { try add(pool, 1, 10) }
    }

    @Test func `gaps of one account are few`() throws {
        let pool = TransactionPool(), max = UInt64(pool.limits.gapsPerAccountMax)
        for nonce in 1...max { try add(pool, 1, nonce) }
        #expect(throws: PoolRefusal.gapsFull(expected: 0)) { try add(pool, 1, max + 1) }
    }

    @Test func `bytes of one account are bounded, and its gaps give way to what can be executed`() throws {
        var limits = PoolLimits()
        limits.bytesPerAccountMax = 1_000
        let pool = TransactionPool(limits: limits)
        try add(pool, 1, 1, bytes: 500)
        try add(pool, 1, 2, bytes: 500)
        #expect(throws: PoolRefusal.accountFull) { try add(pool, 1, 3, bytes: 1) }
        try add(pool, 1, 0, bytes: 500)
        #expect(pool.count == 2 && pool.dropReason(hash: hash(1, 2)) == .evicted)
        try add(pool, 2, 0, bytes: 1_000)
    }

    @Test func `a full pool drops gaps first, then the lowest tip`() throws {
        var limits = PoolLimits()
        limits.transactionsMax = 4
        let pool = TransactionPool(limits: limits)
        try add(pool, 1, 0, tip: 5)
        try add(pool, 1, 1, tip: 5)
        try add(pool, 2, 7, tip: 200)
        try add(pool, 3, 0, tip: 3)
        try add(pool, 4, 0, tip: 4)
        #expect(pool.dropReason(hash: hash(2, 7, tip: 200)) == .evicted)
        try add(pool, 5, 0, tip: 4)
        #expect(pool.dropReason(hash: hash(3, 0, tip: 3)) == .evicted)
        // An account's last one goes, never one that others of it wait for.
        for sender in 6...8 as ClosedRange<UInt64> { try add(pool, sender, 0, tip: 100) }
        #expect(pool.dropReason(hash: hash(1, 1, tip: 5)) == .evicted)
        #expect(pool.transaction(hash: hash(1, 0, tip: 5)) != nil)
        #expect(throws: PoolRefusal.full) { try add(pool, 9, 0, tip: 1) }
    }

    @Test func `a flood of one account without tips keeps nobody out`() throws {
        var limits = PoolLimits()
        limits.transactionsMax = 100
        let pool = TransactionPool(limits: limits)
        for nonce in 0..<100 as Range<UInt64> { try add(pool, 1, nonce) }
        #expect(throws: PoolRefusal.full) { try add(pool, 1, 100) }
        for sender in 2...40 as ClosedRange<UInt64> { try add(pool, sender, 0) }
        #expect(pool.count == 100)
    }

    @Test func `reasons are remembered, and not for ever`() throws {
        var limits = PoolLimits()
        limits.droppedMax = 2
        let pool = TransactionPool(limits: limits)
        for nonce in 0..<4 as Range<UInt64> { try add(pool, 1, nonce) }
        for nonce in 0..<3 as Range<UInt64> { pool.remove(hash: hash(1, nonce), because: .notExecutable) }
        #expect(pool.dropReason(hash: hash(1, 0)) == nil)
        #expect(pool.dropReason(hash: hash(1, 2)) == .notExecutable)
        // One that comes back is not dropped any more.
        try add(pool, 1, 2)
        #expect(pool.dropReason(hash: hash(1, 2)) == nil)
        pool.removeIncluded(newNonces: [TransactionPoolTests.address(1): 4], included: [hash(1, 3)])
        #expect(pool.dropReason(hash: hash(1, 2)) == .nonceUsed && pool.dropReason(hash: hash(1, 3)) == nil)
    }
}
