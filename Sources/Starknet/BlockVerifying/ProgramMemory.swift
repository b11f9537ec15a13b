public import CairoVerifying
public import FiniteFields

/// The public memory cells of a program segment.
public enum ProgramMemory {
    /// Values with their ids. Ids follow from the order of first occurrence from address 1, as the adapter assigns them:
    /// values below 2^72 count one row of the small table, others one of the big table, which begins at 2^30 (STWO §6.5).
    public static func cells(_ program: [Felt252]) -> [PublicCell] {
        var ids: [Felt252: UInt32] = [:]
        ids.reserveCapacity(program.count / 4)
        var small: UInt32 = 0, big: UInt32 = 1 << 30
        return program.map { felt in
            if let known = ids[felt] { return PublicCell(id: known, felt: felt) }
            let limbs = felt.limbs
            let isSmall = limbs.3 == 0 && limbs.2 == 0 && limbs.1 < 1 << 8
            let id: UInt32
            if isSmall {
                id = small
                small &+= 1
            } else {
                id = big
                big &+= 1
            }
            ids[felt] = id
            return PublicCell(id: id, felt: felt)
        }
    }
}
