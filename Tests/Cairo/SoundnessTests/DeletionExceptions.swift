import CairoAIR

/// Constraints and uses for which no wrong row was found that they alone refuse, each with the reason: what else refuses every such
/// row, or where the same text is caught.
enum DeletionExceptions {
    struct Entry: Sendable {
        let kind: ComponentKind
        let deletions: [Deletion]
        let reason: String
    }

    static func of(_ kind: ComponentKind) -> Set<Deletion> {
        Set(list.filter { $0.kind == kind }.flatMap(\.deletions))
    }

    static let list: [Entry] = [
        Entry(
            kind: .genericOpcode, deletions: [.constraint(13), .constraint(14), .constraint(20)],
            reason: """
                The bits of call and ret, and that not both are set: the other flags are bits and their sum is the instruction's, so \
                that one of these could only be 2 or -1 with the other wrong too; then both are not zero, and they ask for different \
                offsets of dst.
                """),
        Entry(
            kind: .genericOpcode, deletions: [.constraint(24), .constraint(129), .constraint(133), .constraint(142)],
            reason: """
                The second bit of an address or small number, where a flag asks for one: a wrong bit changes limbs that also go into \
                sum, product and comparison, which the search does not compute anew. Without a flag the same check is caught alone \
                in call_opcode_abs, ret_opcode and jump_opcode_double_deref.
                """),
        Entry(
            kind: .blakeCompressOpcode, deletions: [.lookup(7)],
            reason: """
                The parts of the counter's halves: the halves go through tables of eight bits on their way into the first state, \
                which bound them to sixteen; with limbs of nine bits the parts follow.
                """),
        Entry(
            kind: .poseidonAggregator, deletions: [.lookup(16)], reason: multiple),
        Entry(
            kind: .poseidon3PartialRoundsChain, deletions: [.lookup(2), .lookup(7), .lookup(12)], reason: multiple),
        Entry(
            kind: .partialEcMulGeneric,
            deletions: [.constraint(17), .constraint(18), .constraint(22), .constraint(23)]
                + (0..<4).map { Deletion.lookup($0) },
            reason: """
                The x-coordinates are below p. The flags of that check matter only for coordinates that no recorded run has: with \
                limbs 22 to 26 or 0 to 20 all zero, or not below p. The same text is caught in ec_op_builtin and in Pedersen's \
                aggregator, for numbers that a row can take from any memory.
                """),
        Entry(
            kind: .partialEcMulGeneric,
            deletions: ((199...203) + [206]).map { Deletion.constraint($0) },
            reason: """
                Carries of 2 y: a wrong sum has other limbs of the slope that it divides, and with it another doubled point, which \
                the search does not compute. The same text is caught alone in add_opcode.
                """),
    ]

    private static let multiple = """
        The multiple of p that is taken off a sum of ten limbs, in four bits: a wrong one moves three limbs and a carry at once, which \
        the search does not do. Where the multiple is bound by a constraint (3, 15 and 27 of poseidon_3_partial_rounds_chain) the \
        same wrong row is found.
        """
}
