extension Hint {
    /// The hint with this name and exactly these fields.
    public init(_ fields: HintFields) throws(CasmClassError) {
        var f = fields
        guard let hint = try Self.any(&f) else { throw .unknownHint }
        guard f.used == f.fields.count else { throw .hintFields }
        self = hint
    }

    private static func any(_ f: inout HintFields) throws(CasmClassError) -> Hint? {
        if let hint = try memory(&f) { return hint }
        if let hint = try numbers(&f) { return hint }
        if let hint = try dictionaries(&f) { return hint }
        return try longIntegers(&f)
    }

    /// System calls, segments, circuits and marks. Nil for another name.
    static func memory(_ f: inout HintFields) throws(CasmClassError) -> Hint? {
        switch f.name {
        case "SystemCall": return .systemCall(system: try f.operand("system"))
        case "AllocSegment": return .allocSegment(dst: try f.cell("dst"))
        case "AllocConstantSize": return .allocConstantSize(size: try f.operand("size"), dst: try f.cell("dst"))
        case "DebugPrint": return .debugPrint(start: try f.operand("start"), end: try f.operand("end"))
        case "EvalCircuit":
            return .evalCircuit(
                addCount: try f.operand("n_add_mods"),
                addBuiltin: try f.operand("add_mod_builtin"),
                mulCount: try f.operand("n_mul_mods"),
                mulBuiltin: try f.operand("mul_mod_builtin"))
        case "AddRelocationRule":
            return .addRelocationRule(
                source: try f.operand("src"),
                destination: try f.operand("dst"))
        case "WriteRunParam": return .writeRunParam(index: try f.operand("index"), dst: try f.cell("dst"))
        case "AddMarker": return .addMarker(start: try f.operand("start"), end: try f.operand("end"))
        case "AddTrace": return .addTrace(flag: try f.operand("flag"))
        case "Cheatcode":
            guard case .constant(let selector) = try f.take("selector") else { throw .hintFields }
            for name in ["input_start", "input_end"] { _ = try f.operand(name) }
            for name in ["output_start", "output_end"] { _ = try f.cell(name) }
            return .cheatcode(selector: selector)
        default: return nil
        }
    }

    /// Hints about integers of 256 and 512 bits. Nil for another name.
    static func longIntegers(_ f: inout HintFields) throws(CasmClassError) -> Hint? {
        switch f.name {
        case "Uint256DivMod":
            return .uint256DivMod(
                dividend: try f.operands("dividend0", "dividend1"), divisor: try f.operands("divisor0", "divisor1"),
                quotient: try f.cells("quotient0", "quotient1"), remainder: try f.cells("remainder0", "remainder1"))
        case "Uint512DivModByUint256":
            return .uint512DivModByUint256(
                dividendLow: try f.operands("dividend0", "dividend1"),
                dividendHigh: try f.operands("dividend2", "dividend3"),
                divisor: try f.operands("divisor0", "divisor1"), quotientLow: try f.cells("quotient0", "quotient1"),
                quotientHigh: try f.cells("quotient2", "quotient3"),
                remainder: try f.cells("remainder0", "remainder1"))
        case "Uint256SquareRoot":
            return .uint256SquareRoot(
                value: try f.operands("value_low", "value_high"), root: try f.cells("sqrt0", "sqrt1"),
                remainder: try f.cells("remainder_low", "remainder_high"),
                rootDoubledMinusRemainderReaches128: try f.cell("sqrt_mul_2_minus_remainder_ge_u128"))
        case "U256InvModN":
            return .u256InvModN(
                b: try f.operands("b0", "b1"), n: try f.operands("n0", "n1"),
                gOrNoInverse: try f.cells("g0_or_no_inv", "g1_option"), sOrR: try f.cells("s_or_r0", "s_or_r1"),
                tOrK: try f.cells("t_or_k0", "t_or_k1"))
        default: return nil
        }
    }
}
