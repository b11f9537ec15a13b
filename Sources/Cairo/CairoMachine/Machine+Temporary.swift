/// Temporary segments: placed at the end of a run by the rules that hints of the program added (EXEC spec §6.1).
extension Machine {
    /// Says where a temporary segment belongs.
    func addRelocationRule(from source: MachineAddress, to target: MachineAddress) throws(MachineError) {
        guard source.segment < state.pointee.segmentCount, state.pointee.segments[Int(source.segment)].isTemporary,
            source.offset == 0, relocationRules[source.segment] == nil
        else { throw .relocation }
        relocationRules[source.segment] = target
    }

    /// The final place of an address; nil when its segment is temporary and has no rule.
    private func placed(_ address: MachineAddress) -> MachineAddress? {
        var current = address
        // A rule may lead to another temporary segment; a cycle ends at the number of rules.
        for _ in 0...relocationRules.count {
            guard current.segment < state.pointee.segmentCount, state.pointee.segments[Int(current.segment)].isTemporary
            else { return current }
            guard let target = relocationRules[current.segment] else { return nil }
            current = MachineAddress(segment: target.segment, offset: target.offset &+ current.offset)
        }
        return nil
    }

    /// Moves the cells of temporary segments to their places and rewrites all pointers to them.
    public func placeTemporarySegments() throws(MachineError) {
        var hasTemporary = false
        for s in 0..<Int(state.pointee.segmentCount) where state.pointee.segments[s].isTemporary { hasTemporary = true }
        guard hasTemporary else { return }
        for s in 0..<state.pointee.segmentCount {
            for o in 0..<state.pointee.segments[Int(s)].used {
                let v = state.pointee.segments[Int(s)].base[Int(o)]
                guard v.isKnown, v.isPointer, state.pointee.segments[Int(s)].isTemporary || isTemporary(v.l1) else {
                    continue
                }
                guard let target = placed(MachineAddress(segment: v.l1, offset: v.l0)) else { throw .relocation }
                var moved = MemoryValue(target)
                moved.l3 = moved.l3 & ~MemoryValue.accessed | v.l3 & MemoryValue.accessed
                state.pointee.segments[Int(s)].base[Int(o)] = moved
            }
        }
        for s in 0..<state.pointee.segmentCount where state.pointee.segments[Int(s)].isTemporary {
            let used = state.pointee.segments[Int(s)].used
            if used == 0 { continue }
            for o in 0..<used {
                let v = state.pointee.segments[Int(s)].base[Int(o)]
                guard v.isKnown else { continue }
                guard let target = placed(MachineAddress(segment: s, offset: o)) else { throw .relocation }
                try state.pointee.write(target.segment, target.offset, v, accessed: v.isReady)
            }
        }
    }

    private func isTemporary(_ s: UInt64) -> Bool {
        s < state.pointee.segmentCount && state.pointee.segments[Int(s)].isTemporary
    }
}
