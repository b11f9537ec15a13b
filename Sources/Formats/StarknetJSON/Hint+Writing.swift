import CasmModel

extension Hint {
    /// The hint as files write it. Operands of `Cheatcode` other than its selector are not kept in the model, and are
    /// left out: only test programs have it.
    var written: HintFields {
        memoryFields ?? numberFields ?? dictionaryFields ?? longIntegerFields ?? HintFields("")
    }

    private var memoryFields: HintFields? {
        switch self {
        case .systemCall(let system): return HintFields("SystemCall", ("system", .operand(system)))
        case .allocSegment(let dst): return HintFields("AllocSegment", ("dst", .cell(dst)))
        case .allocConstantSize(let size, let dst):
            return HintFields("AllocConstantSize", ("size", .operand(size)), ("dst", .cell(dst)))
        case .debugPrint(let start, let end):
            return HintFields("DebugPrint", ("start", .operand(start)), ("end", .operand(end)))
        case .evalCircuit(let addCount, let addBuiltin, let mulCount, let mulBuiltin):
            return HintFields(
                "EvalCircuit", ("n_add_mods", .operand(addCount)), ("add_mod_builtin", .operand(addBuiltin)),
                ("n_mul_mods", .operand(mulCount)), ("mul_mod_builtin", .operand(mulBuiltin)))
        case .addRelocationRule(let source, let destination):
            return HintFields("AddRelocationRule", ("src", .operand(source)), ("dst", .operand(destination)))
        case .writeRunParam(let index, let dst):
            return HintFields("WriteRunParam", ("index", .operand(index)), ("dst", .cell(dst)))
        case .addMarker(let start, let end):
            return HintFields("AddMarker", ("start", .operand(start)), ("end", .operand(end)))
        case .addTrace(let flag): return HintFields("AddTrace", ("flag", .operand(flag)))
        case .cheatcode(let selector): return HintFields("Cheatcode", ("selector", .constant(selector)))
        default: return nil
        }
    }

    private var longIntegerFields: HintFields? {
        switch self {
        case .uint256DivMod(let dividend, let divisor, let quotient, let remainder):
            return HintFields(
                "Uint256DivMod", ("dividend0", .operand(dividend.low)), ("dividend1", .operand(dividend.high)),
                ("divisor0", .operand(divisor.low)), ("divisor1", .operand(divisor.high)),
                ("quotient0", .cell(quotient.low)), ("quotient1", .cell(quotient.high)),
                ("remainder0", .cell(remainder.low)), ("remainder1", .cell(remainder.high)))
        case .uint512DivModByUint256(
            let dividendLow, let dividendHigh, let divisor, let quotientLow, let quotientHigh, let remainder):
            return HintFields(
                "Uint512DivModByUint256", ("dividend0", .operand(dividendLow.low)),
                ("dividend1", .operand(dividendLow.high)), ("dividend2", .operand(dividendHigh.low)),
                ("dividend3", .operand(dividendHigh.high)), ("divisor0", .operand(divisor.low)),
                ("divisor1", .operand(divisor.high)), ("quotient0", .cell(quotientLow.low)),
                ("quotient1", .cell(quotientLow.high)), ("quotient2", .cell(quotientHigh.low)),
                ("quotient3", .cell(quotientHigh.high)), ("remainder0", .cell(remainder.low)),
                ("remainder1", .cell(remainder.high)))
        case .uint256SquareRoot(let value, let root, let remainder, let rootDoubledMinusRemainderReaches128):
            return HintFields(
                "Uint256SquareRoot", ("value_low", .operand(value.low)), ("value_high", .operand(value.high)),
                ("sqrt0", .cell(root.low)), ("sqrt1", .cell(root.high)), ("remainder_low", .cell(remainder.low)),
                ("remainder_high", .cell(remainder.high)),
                ("sqrt_mul_2_minus_remainder_ge_u128", .cell(rootDoubledMinusRemainderReaches128)))
        case .u256InvModN(let b, let n, let gOrNoInverse, let sOrR, let tOrK):
            return HintFields(
                "U256InvModN", ("b0", .operand(b.low)), ("b1", .operand(b.high)), ("n0", .operand(n.low)),
                ("n1", .operand(n.high)), ("g0_or_no_inv", .cell(gOrNoInverse.low)),
                ("g1_option", .cell(gOrNoInverse.high)), ("s_or_r0", .cell(sOrR.low)), ("s_or_r1", .cell(sOrR.high)),
                ("t_or_k0", .cell(tOrK.low)), ("t_or_k1", .cell(tOrK.high)))
        default: return nil
        }
    }
}

extension HintFields {
    init(_ name: String, _ fields: (name: String, value: Field)...) { self.init(name: name, fields: fields) }
}
