import FiniteFields
import ProtocolRules
import StarknetModel

/// The checks of the block's own data, its place in the chain, its rules and its certificate.
extension BlockVerification {
    /// Hashes every transaction and compares counts and commitments with the header.
    mutating func checkBlockData() throws(BlockRejection) {
        let block = bundle.block
        guard block.receipts.count == block.transactions.count else { throw .commitment(.counts) }
        for (index, transaction) in block.transactions.enumerated() {
            let hash = transaction.hash(chainID: configuration.chain.chainID)
            guard block.receipts[index].transactionHash == hash else { throw .transactionHash(transaction: index) }
            transactionHashes.append(hash)
        }
        let computed = BlockHeader(
            context: header.context, parentHash: header.parentHash, stateRoot: header.stateRoot,
            transactions: block.transactions, transactionHashes: transactionHashes, receipts: block.receipts,
            stateDiff: block.stateDiff)
        guard computed.transactionCount == header.transactionCount, computed.eventCount == header.eventCount,
            computed.stateDiffLength == header.stateDiffLength
        else { throw .commitment(.counts) }
        guard computed.transactionCommitment == header.transactionCommitment else { throw .commitment(.transactions) }
        guard computed.eventCommitment == header.eventCommitment else { throw .commitment(.events) }
        guard computed.receiptCommitment == header.receiptCommitment else { throw .commitment(.receipts) }
        guard computed.stateDiffCommitment == header.stateDiffCommitment else { throw .commitment(.stateDiff) }
    }

    /// The parent and, as far as the block-hash map needs them, the headers before it: each is the previous one's parent by
    /// hash and number. There are exactly as many as are needed.
    func checkAncestors() throws(BlockRejection) {
        let number = header.context.number
        // Ten blocks back needs nine headers: the last one's parent hash is the hash that is stored.
        let wanted = agedBlock(of: number) == nil ? 1 : VerifierConfiguration.ancestorsMax
        guard number > 0, bundle.ancestors.count == wanted else { throw .ancestors }
        var hash = header.parentHash, expected = number
        for ancestor in bundle.ancestors {
            // It does not get below 0: there is one ancestor, or there are nine of a block from number 10 on.
            expected -= 1
            guard ancestor.context.number == expected, ancestor.hash == hash else { throw .ancestors }
            hash = ancestor.parentHash
        }
        try checkGenesis()
    }

    /// Where block 1 is in sight, as the block itself or among its ancestors, it must stand on the pinned genesis block.
    ///
    /// Soundness: without this a chain of other balances, signed by the same committee, is verified from its first block on.
    /// A block whose headers do not reach back to block 1 is only as good as the roots before it: see the verdict.
    private func checkGenesis() throws(BlockRejection) {
        for header in [header] + bundle.ancestors where header.context.number == 1 {
            guard header.parentHash == configuration.genesisHash else { throw .genesis }
        }
    }

    /// What validators demand of a block's head, its size and the fields of its transactions, by their own text. The gas is that
    /// of the receipts, which the replay computes again.
    func checkRules() throws(BlockRejection) {
        guard let parent = bundle.ancestors.first else { throw .ancestors }
        do throws(BlockRuleViolation) {
            try configuration.rules.check(
                header.context, after: parent.context, parentL2Gas: BlockVerification.l2Gas(of: parent))
            var l2Gas: UInt64 = 0
            for (index, receipt) in bundle.block.receipts.enumerated() {
                try BlockRules.checkRoom(transactions: index, l2Gas: l2Gas)
                let (sum, overflow) = l2Gas.addingReportingOverflow(receipt.gas.l2Gas)
                l2Gas = overflow ? .max : sum
            }
        } catch { throw .rules(error) }
        for (index, transaction) in bundle.block.transactions.enumerated() {
            do throws(TransactionRejection) { try transaction.checkFields() } catch {
                throw .transaction(index, error)
            }
        }
    }

    /// The pinned committee decided on this block.
    mutating func checkCertificate() throws(BlockRejection) {
        signers = try verifier.checkCertificate(bundle.certificate, of: header)
    }
}
