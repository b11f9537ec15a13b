import FiniteFields
import StarknetModel
import Synchronization
import Testing

@testable import TransactionPool

@Suite struct TransactionPoolTests {
    static func address(_ value: UInt64) -> ContractAddress { ContractAddress(Felt252(value)) ?? .zero }

    static func invoke(_ sender: UInt64, nonce: UInt64, tip: UInt64 = 0, price: UInt128 = 0) -> Transaction {
        let none = ResourceBounds(maxAmount: 0, maxPricePerUnit: 0)
        let offer = ResourceBounds(maxAmount: 0, maxPricePerUnit: price)
        return .invoke(
            InvokeTransaction(
                sender: address(sender), calldata: [],
                account: AccountFields(
                    nonce: Felt252(nonce),
                    resourceBounds: AllResourceBounds(l1Gas: none, l2Gas: offer, l1DataGas: none),
                    tip: tip)))
    }

    /// The hash only has to tell transactions apart here.
    static func add(
        _ pool: TransactionPool, _ sender: UInt64, _ nonce: UInt64, tip: UInt64 = 0, price: UInt128 = 0,
        next: UInt64 = 0,
        bytes: Int = 100
    ) throws {
        try pool.add(
            SubmittedTransaction(invoke(sender, nonce: nonce, tip: tip, price: price)),
            hash: Felt252(sender << 32 | nonce << 8 | tip) + Felt252(price) * Felt252(1 << 63 as UInt64),
            byteCount: bytes, nextNonce: next)
    }

    @Test func `without tips what came first is picked first, each behind those its nonce waits for`() throws {
        let pool = TransactionPool()
        try Self.add(pool, 1, 1)
        try Self.add(pool, 2, 0)
        try Self.add(pool, 1, 0)
        try Self.add(pool, 3, 5)
        try Self.add(pool, 2, 1)
        #expect(pool.hasReady { _ in 0 } && !pool.hasReady { _ in 2 } && !pool.hasReady { _ in nil })
        let picked = pool.pick(max: 10) { _ in 0 }
        #expect(picked.map(\.transaction) == [(2, 0), (1, 0), (1, 1), (2, 1)].map { Self.invoke($0, nonce: $1) })
        #expect(pool.pick(max: 2) { _ in 0 }.count == 2)
        #expect(pool.count == 5)
    }

    @Test func `a declaration waits for no nonce that has not come`() throws {
        func declaration(_ nonce: UInt64) -> Transaction {
            guard case .invoke(let invoke) = Self.invoke(1, nonce: nonce) else { return Self.invoke(1, nonce: nonce) }
            return .declare(
                DeclareTransaction(
                    sender: invoke.sender, classHash: ClassHash(5), compiledClassHash: CompiledClassHash(6),
                    account: invoke.account))
        }
        func add(_ pool: TransactionPool, _ nonce: UInt64) throws {
            try pool.add(
                SubmittedTransaction(declaration(nonce)), hash: Felt252(nonce), byteCount: 100, nextNonce: 3)
        }
        let pool = TransactionPool()
        #expect(throws: PoolRefusal.gapsFull(expected: 3)) { try pool.checkRoom(declaration(4), nextNonce: 3) }
        #expect(throws: PoolRefusal.gapsFull(expected: 3)) { try add(pool, 4) }
        try add(pool, 3)
        // Behind what waits there is no gap.
        try pool.checkRoom(declaration(4), nextNonce: 3)
        try add(pool, 4)
        #expect(throws: PoolRefusal.gapsFull(expected: 5)) { try add(pool, 6) }
        // Other kinds wait.
        try Self.add(pool, 1, 6, next: 3)
    }

    @Test func `nonces that are used, too far or no numbers are refused`() throws {
        var limits = PoolLimits()
        limits.nonceLeadMax = 3
        let pool = TransactionPool(limits: limits)
        #expect(throws: PoolRefusal.nonceUsed(expected: 5)) { try Self.add(pool, 1, 4, next: 5) }
        try Self.add(pool, 1, 8, next: 5)
        #expect(throws: PoolRefusal.nonceTooFar(expected: 5)) { try Self.add(pool, 1, 9, next: 5) }
        let none = ResourceBounds(maxAmount: 0, maxPricePerUnit: 0)
        let bounds = AllResourceBounds(l1Gas: none, l2Gas: none, l1DataGas: none)
        let huge = InvokeTransaction(
            sender: Self.address(1), calldata: [], account: AccountFields(nonce: -Felt252.one, resourceBounds: bounds))
        #expect(throws: PoolRefusal.nonceOutOfRange) {
            try pool.add(SubmittedTransaction(.invoke(huge)), hash: .one, byteCount: 1, nextNonce: 0)
        }
    }

    @Test func `a duplicate is refused, a replacement offers a tenth more of both`() throws {
        let pool = TransactionPool()
        try Self.add(pool, 1, 0, tip: 100, price: 1_001)
        #expect(throws: PoolRefusal.duplicate) { try Self.add(pool, 1, 0, tip: 100, price: 1_001) }
        for (tip, price) in [(109, 9_000), (900, 1_101), (99, 9_000), (900, 1_000), (100, 1_001 * 2)]
            as [(UInt64, UInt128)]
        {
            #expect(throws: PoolRefusal.underpriced) { try Self.add(pool, 1, 0, tip: tip, price: price) }
            #expect(throws: PoolRefusal.underpriced) {
                try pool.checkRoom(Self.invoke(1, nonce: 0, tip: tip, price: price), nextNonce: 0)
            }
        }
        // Rounded up.
        try pool.checkRoom(Self.invoke(1, nonce: 0, tip: 110, price: 1_102), nextNonce: 0)
        try Self.add(pool, 1, 0, tip: 110, price: 1_102)
        #expect(pool.count == 1)
        #expect(pool.pick(max: 9) { _ in 0 }.first?.transaction.account?.tip == 110)
    }

    @Test func `what offers nothing is replaced by what offers something, and no offer overflows`() throws {
        let pool = TransactionPool()
        try Self.add(pool, 1, 0)
        #expect(throws: PoolRefusal.underpriced) { try pool.checkRoom(Self.invoke(1, nonce: 0), nextNonce: 0) }
        try Self.add(pool, 1, 0, price: 1)
        #expect(throws: PoolRefusal.underpriced) { try Self.add(pool, 1, 0, tip: 5, price: 1) }
        try Self.add(pool, 1, 0, tip: .max, price: .max - 1)
        #expect(throws: PoolRefusal.underpriced) { try Self.add(pool, 1, 0, tip: .max, price: .max) }
        #expect(pool.count == 1)
    }

    @Test func `every bound holds at its limit`() throws {
        var limits = PoolLimits()
        limits.transactionsMax = 4
        limits.transactionsPerAccountMax = 3
        limits.bytesMax = 1_000
        let one = TransactionPool(limits: limits)
        for nonce in 0..<3 as Range<UInt64> { try Self.add(one, 1, nonce) }
        #expect(throws: PoolRefusal.accountFull) { try Self.add(one, 1, 3) }
        let many = TransactionPool(limits: limits)
        for sender in 1...3 as ClosedRange<UInt64> { try Self.add(many, sender, 0) }
        #expect(throws: PoolRefusal.full) { try Self.add(many, 4, 0, bytes: 701) }
        try Self.add(many, 4, 0, bytes: 700)
        #expect(throws: PoolRefusal.full) { try Self.add(many, 5, 0, bytes: 0) }
    }

    @Test func `a decided block removes what it holds and what waited too long`() throws {
        let time = Mutex(0.0)
        let pool = TransactionPool(clock: { time.withLock { $0 } })
        for nonce in 0..<4 as Range<UInt64> { try Self.add(pool, 1, nonce) }
        try Self.add(pool, 2, 0)
        pool.removeIncluded(newNonces: [Self.address(1): 2])
        #expect(pool.count == 3)
        #expect(pool.pendingNonce(Self.address(1), nextNonce: 2) == 4)
        #expect(pool.transaction(hash: Felt252(1 << 32 | 1 << 8)) == nil)
        time.withLock { $0 = 4_000 }
        try Self.add(pool, 3, 0)
        pool.removeIncluded(newNonces: [:])
        #expect(pool.count == 1)
    }

    @Test func `each accepted transaction is gossiped once`() throws {
        let seen = Mutex<[Felt252]>([])
        let pool = TransactionPool(gossip: { entry in seen.withLock { $0.append(entry.hash) } })
        try Self.add(pool, 1, 0)
        _ = try? Self.add(pool, 1, 0)
        #expect(seen.withLock { $0.count } == 1)
    }
}
