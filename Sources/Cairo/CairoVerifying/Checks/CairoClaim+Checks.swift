import CairoAIR
import ConstraintSystems

extension CairoClaim {
    /// The addresses of a run stay below this.
    static var addressBound: UInt64 { 1 << 29 }
    /// Rows of all opcodes' tables together.
    public static var stepsMax: UInt64 { 1 << 29 }

    /// Every check of the claim that needs no randomness (STWO §4.9).
    public func check() throws(ClaimError) {
        try checkTables()
        try publicData.checkValues()
        try publicData.checkRegisters()
        try publicData.checkProgram()
        try checkSegments()
        try checkRelationUses()
        try checkSteps()
    }

    private func checkTables() throws(ClaimError) {
        for kind in ComponentKind.allCases {
            let sizes = self[kind]
            guard sizes.count <= (kind == .memoryIdToBig ? CairoClaim.bigInstancesMax : 1) else {
                throw .tableRepeated(kind)
            }
            for size in sizes {
                if let fixed = kind.shape.fixedLogSize {
                    guard size == fixed else { throw .tableSize(kind) }
                } else {
                    guard (4...29).contains(size) else { throw .tableSize(kind) }
                }
            }
        }
        guard let addresses = self[.memoryAddressToId].first else { throw .tableMissing(.memoryAddressToId) }
        // Sixteen addresses a row.
        guard UInt64(16) << UInt64(addresses) <= CairoClaim.addressBound else { throw .tooManyAddresses }
        var ids = UInt64(1) << 30
        for size in self[.memoryIdToBig] { ids &+= 1 << UInt64(size) }
        guard ids <= 0x7fff_ffff else { throw .tooManyLargeValues }
        guard self[.pedersenBuiltin].isEmpty || self[.pedersenBuiltinNarrowWindows].isEmpty else {
            throw .twoPedersenTables
        }
    }

    private func checkSegments() throws(ClaimError) {
        guard let output = publicData[.output] else { throw .outputSegmentMissing }
        guard output.start.value <= output.stop.value else { throw .outputRange }
        // Soundness: fewer values than cells would leave part of the output unbound to the claim.
        guard UInt64(output.stop.value &- output.start.value) == UInt64(publicData.output.count) else {
            throw .outputLength
        }
        for segment in PublicSegment.allCases where segment != .output {
            guard let range = publicData[segment], !range.isEmpty else { continue }
            let components = segment.components
            guard !components.isEmpty else { throw .builtinWithoutAIR(segment) }
            guard let size = components.compactMap({ self[$0].first }).first else {
                throw .builtinTableMissing(segment)
            }
            let start = UInt64(range.start.value), stop = UInt64(range.stop.value)
            guard start <= stop, (stop &- start) % segment.cells == 0 else { throw .builtinInstances(segment) }
            let end = start &+ segment.cells << UInt64(size)
            guard stop <= end, end < 1 << 31 else { throw .builtinRange(segment) }
        }
    }

    /// A run has at most 2^29 steps, as the Cairo verifier demands: a step is a row of an opcode's table, and each such row
    /// uses the chain of states once. Soundness: the relation's own bound is four times as large, so that it does not imply
    /// this one (test `a run of more than 2^29 steps is refused`).
    private func checkSteps() throws(ClaimError) {
        guard relationUses[Int(Relation.opcodes.index)] <= CairoClaim.stepsMax else { throw .tooManySteps }
    }

    /// How often the tables' rows use each relation, by the relation's index; the public memory's uses are not in it.
    public var relationUses: [UInt64] {
        var uses = [UInt64](repeating: 0, count: 256)
        for instance in instances {
            for use in instance.kind.relationUses where uses.indices.contains(use.relation) {
                uses[use.relation] &+= UInt64(truncatingIfNeeded: use.count) << UInt64(instance.logSize)
            }
        }
        return uses
    }

    private func checkRelationUses() throws(ClaimError) {
        var uses = relationUses
        // Soundness: the public memory uses addresses and values too, which could complete a wrap-around
        // (test `public cells count as uses`).
        let publicCells = publicData.program.count &+ publicData.output.count &+ 2 &* publicData.segments.count &+ 2
        for relation in [Relation.memoryAddressToId, .memoryIdToBig] {
            uses[Int(relation.index)] &+= UInt64(truncatingIfNeeded: publicCells)
        }
        for (relation, count) in uses.enumerated() where count >= 0x7fff_ffff {
            throw .tooManyUses(relation: relation)
        }
    }
}
