/// Memory, `ap` and control (EXEC §4.5).
extension LibfuncContext {
    func memory() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "revoke_ap_tracking", "enable_ap_tracking", "disable_ap_tracking", "branch_align", "jump",
            "finalize_locals":
            try arguments.none()
            return control()
        case "rename":
            let type = try argument()
            return .reinterpret(type, as: type)
        case "drop":
            let type = try argument()
            guard types[type].properties.droppable else { throw .unsupportedArgument }
            return Libfunc(.drop, [type], LibfuncBranch([], keepsStack: true))
        case "dup":
            let type = try argument()
            guard types[type].properties.duplicatable else { throw .unsupportedArgument }
            return Libfunc(.dup, [type], LibfuncBranch([.same(type, as: 0), .same(type, as: 0)], keepsStack: true))
        case "snapshot_take":
            let type = try argument()
            let snapshot = try types.snapshot(of: type)
            return Libfunc(.dup, [type], LibfuncBranch([.same(type, as: 0), .same(snapshot, as: 0)], keepsStack: true))
        case "store_temp", "store_local", "alloc_local": return try stores()
        default: return nil
        }
    }

    private func control() -> Libfunc {
        func made(_ operation: Operation, keepsStack: Bool, _ steps: Int, _ change: ApChange) -> Libfunc {
            Libfunc(
                operation, [],
                LibfuncBranch(
                    [], keepsStack: keepsStack, cost: .constant(ConstantCost(steps: steps), TokenCounts()),
                    apChange: change))
        }
        switch name {
        case "revoke_ap_tracking": return made(.apTracking, keepsStack: false, 0, .unknown)
        case "enable_ap_tracking": return made(.apTracking, keepsStack: true, 0, .enableTracking)
        case "disable_ap_tracking": return made(.apTracking, keepsStack: true, 0, .disableTracking)
        case "branch_align":
            return Libfunc(.branchAlign, [], LibfuncBranch([], cost: .align, apChange: .align))
        case "finalize_locals": return made(.finalizeLocals, keepsStack: false, 1, .finalizeLocals)
        default: return Libfunc(jump: LibfuncBranch([], keepsStack: true, steps: 1))
        }
    }

    private func stores() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let properties = types[type].properties
        if name == "alloc_local" {
            let uninitialized = try types.wrapped("Uninitialized", type)
            let size = try types.size(of: type)
            return Libfunc(
                .allocateLocal, [],
                LibfuncBranch(
                    [properties.zeroSized ? .empty(uninitialized) : .local(uninitialized)], keepsStack: true,
                    cost: .constant(ConstantCost(holes: size), TokenCounts()), apChange: .local(size)))
        }
        guard properties.storable else { throw .unsupportedArgument }
        let size = try types.size(of: type)
        if name == "store_temp" {
            return Libfunc(
                .storeTemporary, [type],
                LibfuncBranch(
                    [properties.zeroSized ? .empty(type) : .temporary(type)], keepsStack: true, steps: size, ap: size))
        }
        return Libfunc(
            .storeLocal, [try types.wrapped("Uninitialized", type), type],
            LibfuncBranch(
                [properties.zeroSized ? .empty(type) : .local(type)], keepsStack: true, steps: size, holes: -size))
    }
}
