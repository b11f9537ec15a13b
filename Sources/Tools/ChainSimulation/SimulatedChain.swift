import BlockProduction
import ByteCoding
import ChainStorage
import ConsensusAlgorithms
import ConsensusEngine
import FiniteFields
import QuorumCertificates
import StarknetModel
import StateTries
import TransactionPool

/// The chain behind a simulated validator: the store, the pool and its journal are a node's own. Executing a transaction
/// takes the time that the transaction names, and raises its account's nonce.
final class SimulatedChain: ApplicationBlocks, @unchecked Sendable {
    /// Why a content makes no block: what is wrong with it.
    struct Refusal: Error, CustomStringConvertible { let description: String }

    /// What a content makes on the head it was executed on.
    private struct Executed {
        let content: [UInt8]
        let parent: Felt252
        let block: Block
        let hash: Felt252
        let hashes: [Felt252]
    }

    /// The longest build, in milliseconds.
    static let buildMillis = 400
    /// What checking the signature of a transaction takes.
    static let admissionMillis = 2
    private static let executedMax = 4

    // A simulation runs on one thread.
    let store: ChainStore
    let pool: TransactionPool
    let journal: PoolJournal<SimulatedFile>
    private let slowness: Int
    private let clock: () -> Int
    /// Whether blocks built here have the latest time that others accept.
    var isGreedy = false
    /// The time that the calls since the last `takeMillis` took.
    private var millis = 0
    private var executed: [Executed] = []
    private var slow = SlowTransactions()
    /// Nonces after the last block, as far as they were asked for.
    private var nonces: [ContractAddress: UInt64] = [:]
    /// Gossiped transactions that wait for their check.
    var onReceive: ([UInt8]) -> Void = { _ in }
    /// What is passed on again.
    var onRepeat: (SubmittedTransaction) -> Void = { _ in }

    /// Opens the store, with genesis in a new one, and fills the pool from its journal. `clock` gives milliseconds.
    init(
        disk: SimulatedDisk, journal: PoolJournal<SimulatedFile>, pool: TransactionPool, slowness: Int,
        clock: @escaping () -> Int
    ) throws(StoreError) {
        store = try ChainStore(database: disk.database, chain: Array("SIMULATED".utf8))
        self.pool = pool
        self.journal = journal
        self.slowness = slowness
        self.clock = clock
        if store.head == nil { try store.commit(Self.genesis(store)) }
        let kept = journal.takeRecovered()
        for drop in kept.drops { pool.noteDropped(drop.hash, because: drop.reason) }
        for transaction in kept.transactions {
            do { _ = try submit(transaction.transaction, from: .journal) } catch {
                guard let reason = (error as? PoolRefusal)?.dropReason else { continue }
                pool.noteDropped(SimulatedTransaction.hash(transaction.transaction), because: reason)
            }
        }
        journal.compact(pool, atLeast: 0)
        millis = 0
    }

    /// The time that the work since the last call took on this machine.
    func takeMillis() -> Int {
        defer { millis = 0 }
        return millis
    }

    private func spend(_ cost: Int) { millis += cost * slowness / 100 }

    /// An account's nonce after the last block; nil when it is no 64-bit number.
    func nonce(_ address: ContractAddress) throws(StoreError) -> UInt64? {
        if let known = nonces[address] { return known }
        guard let head = store.head else { throw .damaged("head") }
        let found = try store.state(after: head.number).nonce(address).asUInt64
        nonces[address] = found
        return found
    }

    // The gateway

    /// As a node's gateway.
    func submit(_ transaction: Transaction, from origin: TransactionOrigin) throws -> Felt252 {
        let bytes = transaction.encoded, hash = Felt252(CheapHash.of(bytes))
        if try store.place(ofTransaction: hash) != nil || pool.contains(hash) {
            throw PoolRefusal.duplicate
        }
        if origin != .client, let refusal = pool.refusal(ofDropped: hash) { throw refusal }
        guard let next = try nonce(transaction.sender) else { throw PoolRefusal.nonceOutOfRange }
        try pool.checkRoom(transaction, nextNonce: next)
        try pool.add(
            SubmittedTransaction(transaction), hash: hash, byteCount: bytes.count, nextNonce: next, from: origin)
        return hash
    }

    func receiveTransaction(_ bytes: [UInt8], from peer: ValidatorIndex) { onReceive(bytes) }

    // What consensus asks for

    func committedHeight() throws -> Height { Height(store.head?.number ?? 0) }

    /// Also when the store cannot be read: `build` says why then.
    func hasPendingTransactions() -> Bool {
        do {
            return try pool.count > 0 && pool.hasReady { (sender) throws(StoreError) in try nonce(sender) }
        } catch { return true }
    }

    func build(place: BlockPlace, isStale: @escaping @Sendable () -> Bool) throws -> BlockContent {
        guard let head = store.head, let parent = try store.header(head.number) else {
            throw StoreError.damaged("head")
        }
        let budget = BuildBudget(full: Self.buildMillis, failedRounds: place.round.value, now: 0)
        var chosen: [SubmittedTransaction] = [], spent = 0, nonces: [ContractAddress: UInt64] = [:]
        let waiting = try pool.pick(max: 100) { (sender) throws(StoreError) in try nonce(sender) }
        for entry in waiting {
            let sender = entry.transaction.sender, next = try nonces[sender] ?? nonce(sender) ?? 0
            guard entry.nonce == next else { continue }
            guard let end = budget.end(isFirst: chosen.isEmpty, now: spent) else { break }
            let cost = SimulatedTransaction.costMillis(entry.transaction) * slowness / 100
            if spent + cost > end {
                spent = end
                if chosen.isEmpty { pool.remove(hash: entry.hash, because: .tooSlow) }
                break
            }
            if chosen.isEmpty { slow.noteFirst(entry.hash, millis: cost, full: Self.buildMillis) }
            spent += cost
            nonces[sender] = next + 1
            chosen.append(entry.submitted)
        }
        millis += spent + 1
        let seconds = UInt64(max(clock(), 0)) / 1_000 + (isGreedy ? BlockProducer.clockDriftSeconds : 0)
        let content = BlockProposal(
            parentHash: head.hash,
            context: Self.context(place.height.value, max(seconds, parent.header.context.timestamp)),
            transactions: chosen
        ).encoded
        return BlockContent(block: BlockID(blockHash: try execute(content).hash), content: content)
    }

    func validate(
        height: Height, content: [UInt8], isStale: @escaping @Sendable () -> Bool
    ) throws(ValidationFailure) -> BlockID {
        let isKnown = known(content) != nil
        do {
            let made = try execute(content)
            if !isKnown { spend(made.block.transactions.reduce(1) { $0 + SimulatedTransaction.costMillis($1) }) }
            return BlockID(blockHash: made.hash)
        } catch let error as StoreError { throw .own(reason: "\(error)") } catch { throw .content(reason: "\(error)") }
    }

    func untimeliness(of content: [UInt8]) -> String? {
        BlockProducer.untimeliness(of: content, now: UInt64(max(clock(), 0)) / 1_000)
    }

    func commit(height: Height, content: [UInt8], certificate: [UInt8]) throws {
        let made = try execute(content)
        try store.commit(
            BlockCommit(
                block: made.block, blockHash: made.hash, transactionHashes: made.hashes,
                // Nobody proves these blocks: their content is kept where a node has the record of the execution.
                stateUpdate: try Self.emptyUpdate(store), executionRecord: content, certificate: certificate))
        executed = []
        var changed: [ContractAddress: UInt64] = [:]
        for entry in made.block.stateDiff.nonces { changed[entry.address] = entry.value.asUInt64 ?? .max }
        nonces.merge(changed) { $1 }
        let included = Set(made.hashes)
        pool.removeIncluded(newNonces: changed, included: included)
        for hash in slow.noteDecided(included) { pool.remove(hash: hash, because: .tooSlow) }
        for transaction in pool.takeRepeats() { onRepeat(transaction) }
        journal.compact(pool)
    }

    func decidedBlock(at height: Height) throws -> DecidedContent? {
        guard let certificate = try store.certificate(height.value),
            let content = try store.executionRecord(height.value)
        else { return nil }
        return DecidedContent(certificate: certificate, content: content)
    }

    // Execution

    private func known(_ content: [UInt8]) -> Executed? {
        executed.last { $0.content == content && $0.parent == store.head?.hash }
    }

    @discardableResult
    private func execute(_ content: [UInt8]) throws -> Executed {
        if let found = known(content) { return found }
        let proposal = try BlockProposal(decoding: content)
        guard let head = store.head, let parent = try store.header(head.number) else {
            throw StoreError.damaged("head")
        }
        guard proposal.parentHash == head.hash else { throw Refusal(description: "another parent") }
        guard proposal.context.number == head.number + 1,
            proposal.context.timestamp >= parent.header.context.timestamp
        else { throw Refusal(description: "its head is wrong") }
        var nonces: [ContractAddress: UInt64] = [:]
        let transactions = proposal.transactions.map(\.transaction)
        for transaction in transactions {
            let next = try nonces[transaction.sender] ?? nonce(transaction.sender) ?? 0
            guard transaction.nonce == Felt252(next) else { throw Refusal(description: "a wrong nonce") }
            nonces[transaction.sender] = next + 1
        }
        let hash = Felt252(CheapHash.of(content))
        let hashes = transactions.map(SimulatedTransaction.hash)
        let diff = StateDiff(nonces: nonces.map { StateDiff.Entry(address: $0.key, value: Felt252($0.value)) })
        let made = Executed(
            content: content, parent: head.hash,
            block: Self.block(proposal.context, head.hash, transactions, hashes, diff), hash: hash,
            hashes: hashes)
        if executed.count >= Self.executedMax { executed.removeFirst() }
        executed.append(made)
        return made
    }
}
