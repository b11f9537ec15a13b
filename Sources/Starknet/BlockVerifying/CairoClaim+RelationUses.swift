import CairoAIR
import CairoVerifying

extension CairoClaim {
    /// Whether no relation is used as often as the field has elements, the public memory's own uses included.
    ///
    /// Soundness: a multiplicity is a field element, so p uses would count as none. The reference verifiers leave out the
    /// uses of public cells, which are few there and many here; and the Cairo verifier's bound on steps is not in the Rust
    /// one (block program §10.4).
    func relationsStayBelowModulus(publicEntries: UInt64) -> Bool {
        let opcodes = 0, addresses = 2, values = 3
        var counts = [UInt64](repeating: 0, count: 256)
        for instance in instances {
            for use in instance.kind.relationUses where counts.indices.contains(use.relation) {
                let rows = UInt64(1) << UInt64(instance.logSize)
                counts[use.relation] &+= UInt64(truncatingIfNeeded: use.count) &* rows
            }
        }
        counts[addresses] &+= publicEntries
        counts[values] &+= publicEntries
        return counts[opcodes] <= 1 << 29 && counts.allSatisfy { $0 < 0x7fff_ffff }
    }
}
