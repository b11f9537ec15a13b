import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel
import StateTries

/// The checks of what was before the block, and of the state after it.
extension BlockVerification {
    /// The openings belong to the parent's state root. Every value that a later step asks for must be among them.
    mutating func openPreviousState() throws(BlockRejection) {
        guard let parent = bundle.ancestors.first,
            let opened = OpenedState(proof.opening, globalRoot: parent.stateRoot)
        else { throw .opening(nil) }
        self.opened = opened
    }

    /// Every class's compiled class hash, computed from its code, stands in the classes trie under its class hash.
    ///
    /// Soundness: the proof runs this bytecode; without the check a prover could run any code in a contract's name.
    mutating func checkClasses() throws(BlockRejection) {
        guard let opened else { throw .opening(nil) }
        for (index, item) in bundle.classes.enumerated() {
            guard classes.updateValue(item.casm, forKey: item.classHash) == nil else { throw .classHash(index: index) }
            let leaf: Felt252
            do { leaf = try opened.classLeaf(of: ClassHash(item.classHash)) } catch { throw .opening(error) }
            let compiled = CompiledClassHash(item.casm.compiledClassHash(.blake2s))
            guard !leaf.isZero, compiled.leaf == leaf else { throw .classHash(index: index) }
        }
        try checkDeclarations()
    }

    /// The classes that the block declares, one for each such transaction and in their order: each hashes to what its
    /// transaction declares. That its code hashes to what the transaction says is a rule of the replay, and the state root
    /// shows that this is what the classes trie holds afterwards.
    private mutating func checkDeclarations() throws(BlockRejection) {
        let declared = bundle.block.transactions.compactMap { $0.declaredClass }
        guard declared.count == bundle.declarations.count else { throw .declaration(index: bundle.declarations.count) }
        for (index, item) in bundle.declarations.enumerated() {
            let facts = ClassDeclaration(item.sierra, item.compiled.casm)
            guard facts.classHash == declared[index], item.compiled.classHash == facts.classHash.felt,
                classes.updateValue(item.compiled.casm, forKey: item.compiled.classHash) == nil
            else { throw .declaration(index: index) }
            declarations[facts.classHash] = facts
        }
    }

    /// The opened tries with the state diff applied give the header's root.
    func checkStateRoot() throws(BlockRejection) {
        guard let opened else { throw .opening(nil) }
        let update: StateUpdate
        do {
            update = try StateUpdate(applying: bundle.block.stateDiff, to: opened.roots, source: opened)
        } catch { throw .opening(error) }
        guard update.roots.global == header.stateRoot else { throw .stateRoot }
    }
}
