import CairoAIR
import CairoVerifying
import ConstraintSystems

extension CairoClaim {
    /// Whether no relation is used as often as the field has elements, the public memory's own uses included.
    ///
    /// Soundness: a multiplicity is a field element, so p uses would count as none. The reference verifiers leave out the
    /// uses of public cells, which are few there and many here; and the Cairo verifier's bound on steps is not in the Rust
    /// one (block program §10.4).
    func relationsStayBelowModulus(publicEntries: UInt64) -> Bool {
        var counts = relationUses
        for relation in [Relation.memoryAddressToId, .memoryIdToBig] { counts[Int(relation.index)] &+= publicEntries }
        return counts[Int(Relation.opcodes.index)] <= CairoClaim.stepsMax && counts.allSatisfy { $0 < 0x7fff_ffff }
    }
}
