internal import ChainStorage
internal import FiniteFields
internal import ProtocolRules
internal import StarknetModel
internal import Threading
public import TransactionExecution
internal import TransactionPool

/// A block that was built here, with what others need to make it too.
public struct ProposedBlock: Sendable {
    /// The encoded `BlockProposal`.
    public var content: [UInt8]
    public var executed: ExecutedBlock
}

extension BlockProducer {
    /// After this time, in milliseconds, no further transaction is begun for a block.
    static let buildMillisMax = 1_200

    /// Whether a block built now would hold transactions.
    public var hasPendingTransactions: Bool {
        guard pool.count > 0, let head = store.head else { return false }
        let state = store.state(after: head.number)
        return pool.hasReady { try? state.nonce($0).asUInt64 }
    }

    /// Builds the next block from the pool. Transactions that turn out not to be executable leave the pool.
    public func build() throws(ProducerError) -> ProposedBlock {
        let (head, parent) = try head()
        let context = context(after: parent)
        let executor = try executor(context, parentHash: head.hash)
        let state = store.state(after: head.number)
        let waiting = pool.pick(max: blockTransactions) { try? state.nonce($0).asUInt64 }
        let deadline = MonotonicClock.nowMillis + Self.buildMillisMax
        var byteCount = 0
        for entry in waiting {
            guard hasRoom(executor) else { break }
            if byteCount + entry.byteCount > Self.contentBytesMax - 1_024 { break }
            if MonotonicClock.nowMillis > deadline { break }
            do {
                try executor.execute(entry.transaction)
                byteCount += entry.byteCount
            } catch .host(let error) {
                throw .execution(.state(error))
            } catch .rejected(.invalidNonce(let expected, let found)) where expected.precedes(found) {
                // A transaction before it was refused: it waits for another one of that nonce.
                continue
            } catch {
                pool.remove(hash: entry.hash)
            }
        }
        let proposal = BlockProposal(
            parentHash: head.hash, context: context, transactions: executor.transactions.map(\.transaction))
        let content = proposal.encoded
        return ProposedBlock(content: content, executed: try finish(executor, content: content))
    }

    /// Executes a proposed block of the next height and returns what it makes. Throws when it breaks a rule.
    @discardableResult
    public func validate(content: [UInt8]) throws(ProducerError) -> ExecutedBlock {
        if let known = known(content) { return known }
        guard content.count <= Self.contentBytesMax else { throw .invalid("content is too large") }
        let proposal: BlockProposal
        do { proposal = try BlockProposal(decoding: content) } catch { throw .malformed(error) }
        let (head, parent) = try head()
        let expected = context(after: parent)
        let context = proposal.context
        guard proposal.parentHash == head.hash else { throw .invalid("another parent") }
        do { try genesis.headerRules.check(context, after: parent.context) } catch { throw .rule(error) }
        guard context.timestamp <= expected.timestamp + Self.clockDriftSeconds else { throw .invalid("time is ahead") }
        let executor = try executor(context, parentHash: head.hash)
        for (index, transaction) in proposal.transactions.enumerated() {
            do { try BlockRules.checkRoom(transactions: index, l2Gas: executor.l2Gas) } catch { throw .rule(error) }
            try execute(transaction, at: index, executor)
        }
        return try finish(executor, content: content)
    }

    private func hasRoom(_ executor: BlockExecutor) -> Bool {
        (try? BlockRules.checkRoom(transactions: executor.transactions.count, l2Gas: executor.l2Gas)) != nil
    }

    /// Executes a transaction of a block that somebody else made.
    func execute(_ transaction: Transaction, at index: Int, _ executor: BlockExecutor) throws(ProducerError) {
        do { try executor.execute(transaction) } catch {
            switch error {
            case .host(let error): throw .execution(.state(error))
            case .rejected(let rejection): throw .rejected(index: index, rejection)
            }
        }
    }
}
