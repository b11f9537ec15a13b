extension PublicData {
    /// Calls `body` for every public memory cell with its address (STWO §6.6): the program, the two cells of the safe
    /// call, the pointers to the segments' starts and stops, the output.
    @inline(__always)
    func forEachEntry(_ body: (_ address: UInt64, _ id: UInt32, _ limbs: ValueLimbs) -> Void) {
        var address = UInt64(initial.pc)
        for cell in program {
            body(address, cell.id, ValueLimbs(cell.value))
            address &+= 1
        }
        // Addresses are compared with the field's modulus by `ClaimChecks`; wrapping keeps hostile ones harmless.
        let initialAp = UInt64(initial.ap), finalAp = UInt64(final.ap)
        body(initialAp &- 2, safeCallIDs.0, ValueLimbs(initial.ap))
        body(initialAp &- 1, safeCallIDs.1, ValueLimbs(0))
        let present = presentSegments
        let stops = finalAp &- UInt64(present.count)
        var offset: UInt64 = 0
        for segment in present {
            body(initialAp &+ offset, segment.start.id, ValueLimbs(segment.start.value))
            body(stops &+ offset, segment.stop.id, ValueLimbs(segment.stop.value))
            offset &+= 1
        }
        guard let outputRange = self[.output] else { return }
        address = UInt64(outputRange.start.value)
        for cell in output {
            body(address, cell.id, ValueLimbs(cell.value))
            address &+= 1
        }
    }
}
