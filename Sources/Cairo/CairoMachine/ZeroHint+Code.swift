extension ZeroHint {
    /// The hint with this text; `variable` finds a variable by the last part of its name.
    ///
    /// Texts are those of cairo-lang's common library, told apart by their first or a typical line. Unknown texts
    /// become `unknown`, which fails only when it runs.
    public init(code: String, variable: (String) -> ZeroReference?) {
        let found = ZeroHint.match(code, variable)
        self = found ?? .unknown
    }

    private static func match(_ code: String, _ variable: (String) -> ZeroReference?) -> ZeroHint? {
        func all(_ names: [String]) -> [ZeroReference]? {
            let list = names.compactMap(variable)
            return list.count == names.count ? list : nil
        }
        switch code {
        case "memory[ap] = segments.add()": return .addSegment
        case "vm_exit_scope()": return .exitScope
        case "vm_enter_scope({'n': ids.len})": return variable("len").map { .enterLoop(count: $0) }
        case "vm_enter_scope({'n': ids.n})": return variable("n").map { .enterLoop(count: $0) }
        case "n -= 1\nids.continue_copying = 1 if n > 0 else 0":
            return variable("continue_copying").map { .continueLoop(flag: $0) }
        case "n -= 1\nids.continue_loop = 1 if n > 0 else 0":
            return variable("continue_loop").map { .continueLoop(flag: $0) }
        case "memory[ap] = 1 if excluded != 0 else 0": return .excludedArc(not: 0)
        case "memory[ap] = 1 if excluded != 1 else 0": return .excludedArc(not: 1)
        case "assert excluded == 2": return .check
        case "memory[ap] = 0 if 0 <= (ids.a % PRIME) < range_check_builtin.bound else 1":
            return variable("a").map { .isBelowWord(a: $0, negated: false) }
        case "memory[ap] = 0 if 0 <= ((-ids.a - 1) % PRIME) < range_check_builtin.bound else 1":
            return variable("a").map { .isBelowWord(a: $0, negated: true) }
        default: break
        }
        func has(_ part: String) -> Bool { ZeroHint.contains(code, part) }
        if has("ids.q, ids.r = divmod(ids.value, ids.div)") {
            return all(["value", "div", "q", "r"]).map {
                .divide(value: $0[0], divisor: $0[1], quotient: $0[2], remainder: $0[3])
            }
        }
        if has("ids.low = ids.value & ((1 << 128) - 1)") {
            return all(["value", "low", "high"]).map { .split(value: $0[0], low: $0[1], high: $0[2]) }
        }
        if has("lengths_and_indices.sort()") {
            return all(["range_check_ptr", "a", "b"]).map { .findSmallArcs(rangeCheck: $0[0], a: $0[1], b: $0[2]) }
        }
        if has("assert 0 <= ids.a % PRIME < range_check_builtin.bound") { return .check }
        if has("divmod(val, 2**32)") {
            return all(["packed_values", "packed_values_len", "unpacked_u32s"]).map {
                .encodeFelts(values: $0[0], count: $0[1], words: $0[2])
            }
        }
        if has("(memory[ids.packed_values] < 2**63)") {
            return all(["packed_values", "end"]).map { .isShortFelt(values: $0[0], end: $0[1]) }
        }
        if has("[ids.p.x, ids.p.y, ids.m, ids.q.x, ids.q.y]") {
            return all(["p", "m", "q", "s"]).map { .randomPoint(p: $0[0], m: $0[1], q: $0[2], s: $0[3]) }
        }
        if has("ModBuiltinRunner.fill_memory(") {
            return all(["add_mod_ptr", "add_mod_n", "mul_mod_ptr", "mul_mod_n"]).map {
                .fillModular(add: $0[0], addCount: $0[1], mul: $0[2], mulCount: $0[3])
            }
        }
        return nil
    }

    private static func contains(_ text: String, _ part: String) -> Bool {
        let text = Array(text.utf8), part = Array(part.utf8)
        guard text.count >= part.count else { return false }
        for start in 0...(text.count - part.count) where text[start..<start + part.count].elementsEqual(part) {
            return true
        }
        return false
    }
}
