/// Boxes, nullables, values known not to be zero, constants (EXEC §4.5).
extension LibfuncContext {
    func boxes() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "into_box":
            let type = try argument()
            return Libfunc(
                .intoBox, [type],
                LibfuncBranch(
                    [.temporary(try types.box(of: type))], keepsStack: true, steps: max(1, try types.size(of: type)),
                    ap: 1))
        case "local_into_box":
            let type = try argument()
            return Libfunc(
                .localIntoBox, [type], LibfuncBranch([.expression(try types.box(of: type))], steps: 2, ap: 2))
        case "unbox":
            let type = try argument()
            return Libfunc(.unbox, [try types.box(of: type)], LibfuncBranch([try output(type)], keepsStack: true))
        case "box_forward_snapshot":
            let type = try argument()
            return .reinterpret(
                try types.snapshot(of: try types.box(of: type)), as: try types.box(of: try types.snapshot(of: type)))
        case "unwrap_non_zero":
            let type = try argument()
            return .reinterpret(try types.nonZero(type), as: type)
        case "const_as_immediate":
            let constant = try argument()
            let inner = try types.constantParts(constant).inner
            return Libfunc(
                .constantAsImmediate(constant), [], LibfuncBranch([.expression(inner)], keepsStack: true))
        case "const_as_box":
            let (constant, number) = try arguments.typeAndValue()
            guard let segment = number.exactly(UInt32.self), let segment = Int(exactly: segment) else {
                throw .unsupportedArgument
            }
            let boxed = try types.box(of: try types.constantParts(constant).inner)
            return Libfunc(
                .constantAsBox(constant, segment: segment), [], LibfuncBranch([.temporary(boxed)], steps: 3, ap: 3))
        default: return try nullables()
        }
    }

    private func nullables() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "null": return constant(0, try types.wrapped("Nullable", try argument()))
        case "nullable_from_box":
            let type = try argument()
            return .reinterpret(try types.box(of: type), as: try types.wrapped("Nullable", type))
        case "match_nullable":
            let type = try argument()
            return Libfunc(
                .isZero, [try types.wrapped("Nullable", type)],
                branches: [
                    LibfuncBranch([], keepsStack: true, steps: 1),
                    LibfuncBranch([.same(try types.box(of: type), as: 0)], keepsStack: true, steps: 1),
                ])
        case "nullable_forward_snapshot":
            let type = try argument()
            return .reinterpret(
                try types.snapshot(of: try types.wrapped("Nullable", type)),
                as: try types.wrapped("Nullable", try types.snapshot(of: type)))
        default: return nil
        }
    }
}
