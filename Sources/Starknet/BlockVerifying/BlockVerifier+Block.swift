import CasmModel
import FiniteFields
import StarknetModel
import StateTries

/// The checks that need no proof: the block's own data, its ancestors, the classes.
extension BlockVerifier {
    /// Hashes every transaction and compares counts and commitments with the header. Returns the transaction hashes.
    func checkBlockData(_ block: Block) throws(BlockRejection) -> [Felt252] {
        guard !configuration.chain.fees else { throw .notSupported(.fees) }
        guard block.receipts.count == block.transactions.count else { throw .commitment(.counts) }
        var hashes: [Felt252] = []
        for (index, transaction) in block.transactions.enumerated() {
            switch transaction {
            case .invoke: break
            case .declare: throw .notSupported(.declaration)
            case .deployAccount: throw .notSupported(.deployAccount)
            case .l1Handler: throw .notSupported(.l1Handler)
            }
            let hash = transaction.hash(chainID: configuration.chain.chainID)
            guard block.receipts[index].transactionHash == hash else { throw .transactionHash(transaction: index) }
            hashes.append(hash)
        }
        let header = block.header
        let computed = BlockHeader(
            context: header.context, parentHash: header.parentHash, stateRoot: header.stateRoot,
            transactions: block.transactions, transactionHashes: hashes, receipts: block.receipts,
            stateDiff: block.stateDiff)
        guard computed.transactionCount == header.transactionCount, computed.eventCount == header.eventCount,
            computed.stateDiffLength == header.stateDiffLength
        else { throw .commitment(.counts) }
        guard computed.transactionCommitment == header.transactionCommitment else { throw .commitment(.transactions) }
        guard computed.eventCommitment == header.eventCommitment else { throw .commitment(.events) }
        guard computed.receiptCommitment == header.receiptCommitment else { throw .commitment(.receipts) }
        guard computed.stateDiffCommitment == header.stateDiffCommitment else { throw .commitment(.stateDiff) }
        return hashes
    }

    /// The parent and, as far as the block-hash map needs them, the headers before it: each is the previous one's parent by
    /// hash and number. Returns the parent.
    func checkAncestors(_ bundle: BlockBundle) throws(BlockRejection) -> BlockHeader {
        let number = bundle.block.header.context.number
        // Ten blocks back needs nine headers: the last one's parent hash is the hash that is stored.
        let wanted = number >= ProtocolConstants.blockHashDelay ? VerifierConfiguration.ancestorsMax : 1
        guard number > 0, bundle.ancestors.count >= wanted else { throw .ancestors }
        var hash = bundle.block.header.parentHash, expected = number
        for ancestor in bundle.ancestors {
            guard expected > 0 else { throw .ancestors }
            expected -= 1
            guard ancestor.context.number == expected, ancestor.hash == hash else { throw .ancestors }
            hash = ancestor.parentHash
        }
        guard let parent = bundle.ancestors.first,
            parent.context.timestamp <= bundle.block.header.context.timestamp
        else { throw .ancestors }
        try checkGenesis(bundle)
        return parent
    }

    /// Every class's compiled class hash, computed from its code, stands in the classes trie under its class hash.
    ///
    /// Soundness: the proof runs this bytecode; without the check a prover could run any code in a contract's name.
    func checkClasses(
        _ bundled: [BundledClass], _ opened: OpenedState
    ) throws(BlockRejection) -> [Felt252: CasmClass] {
        var classes: [Felt252: CasmClass] = [:]
        for (index, item) in bundled.enumerated() {
            guard classes.updateValue(item.casm, forKey: item.classHash) == nil else { throw .classHash(index: index) }
            let leaf: Felt252
            do { leaf = try opened.classLeaf(of: ClassHash(item.classHash)) } catch { throw .opening(error) }
            let compiled = CompiledClassHash(item.casm.compiledClassHash(.blake2s))
            guard !leaf.isZero, compiled.leaf == leaf else { throw .classHash(index: index) }
        }
        return classes
    }
}
