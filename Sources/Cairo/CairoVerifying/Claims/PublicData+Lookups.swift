import CairoAIR
public import ConstraintSystems
public import FiniteFields

extension PublicData {
    /// Calls `body` for every lookup of the public data with how often it counts: what `lookupSum` adds up, one by one. For
    /// looking into a trace that does not balance; numbers beyond the modulus are reduced, as there.
    public func forEachLookup(_ body: (_ relation: Relation, _ tuple: [M31], _ times: M31) -> Void) {
        forEachEntry { address, id, limbs in
            let idElement = M31(reducing: UInt64(id))
            body(.memoryAddressToId, [M31(reducing: address), idElement], 1)
            var value = [idElement]
            let all = limbs.all
            for i in all.indices { value.append(M31(reducing: UInt64(all[i]))) }
            body(.memoryIdToBig, value, 1)
        }
        for (state, times) in [(final, M31(1)), (initial, -M31(1))] {
            body(
                .opcodes,
                [
                    M31(reducing: UInt64(state.pc)), M31(reducing: UInt64(state.ap)), M31(reducing: UInt64(state.fp)),
                ], times)
        }
    }
}
