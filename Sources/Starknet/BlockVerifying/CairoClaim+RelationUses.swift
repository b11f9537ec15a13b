import CairoVerifying

extension CairoClaim {
    /// Whether no relation is used as often as the field has elements, the public memory's own uses included.
    ///
    /// Soundness: a multiplicity is a field element, so p uses would count as none. The reference verifiers leave out the
    /// uses of public cells, which are few there and many here; and the Cairo verifier's bound on steps is not in the Rust
    /// one (block program §10.4).
    func relationsStayBelowModulus(publicEntries: UInt64) -> Bool {
        let opcodes = 0, addresses = 2, values = 3
        var counts = relationUses
        counts[addresses] &+= publicEntries
        counts[values] &+= publicEntries
        return counts[opcodes] <= 1 << 29 && counts.allSatisfy { $0 < 0x7fff_ffff }
    }
}
