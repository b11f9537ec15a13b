import ConstraintSystems
import FiniteFields

/// A compression of Blake2s: `[ap] = compress([op0], [op1], counter dst)`, by pointers; the extension says whether it is the
/// message's last block (EXEC §6.2).
enum BlakeCompressOpcode: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let chain = e.preprocessed(.sequence(e.logSize))
        let state = e.opcodeState()
        let x = e.blakeOperands(state)
        let h = e.arena.take(16)
        for i in 0..<8 {
            let place = x.hash.plus(M31(number: i))
            BlakeWords.put(e.readWord32(at: place), in: h, i)
        }
        let first = e.firstBlakeState(h, x)
        let last = BlakeRounds.run(&e, chain: chain, first)
        let output = e.arena.take(16)
        for i in 0..<8 {
            let v = BlakeWords.get(last, i), w = BlakeWords.get(last, i &+ 8), old = BlakeWords.get(h, i)
            let words = e.vector(of: [v.low, v.high, w.low, w.high, old.low, old.high])
            e.pass(to: .tripleXor32, slot: i, words)
            let xor = e.cells32(e.hint(v) ^ e.hint(w) ^ e.hint(old))
            e.use(.tripleXor32, [v.low, v.high, w.low, w.high, old.low, old.high, xor.low, xor.high])
            BlakeWords.put(xor, in: output, i)
        }
        for i in 0..<8 {
            let place = x.result.plus(M31(number: i))
            e.verifyWord32(at: place, BlakeWords.get(output, i))
        }
        e.step(from: state, pc: state.pc.plus(1), ap: state.ap + x.apAdd1, fp: state.fp)
    }
}

/// What a compression reads: three addresses, the counter of bytes, and whether it is the last.
struct BlakeOperands<Value> {
    let hash: Value, message: Value, result: Value
    let counter: Word32<Value>
    let isLast: Value, apAdd1: Value
}

extension AIREvaluator where Self: ~Copyable {
    /// Decodes the instruction and reads its operands.
    fileprivate mutating func blakeOperands(_ state: CasmState<Value>) -> BlakeOperands<Value> {
        let word = instruction(at: state.pc)
        let offset0 = cell(word.offset0), offset1 = cell(word.offset1), offset2 = cell(word.offset2)
        let dstFp = cell(word.flag(0)), op0Fp = cell(word.flag(1)), op1Fp = cell(word.flag(3))
        let apAdd1 = cell(word.flag(11)), kind = cell(word.word.limb(7))
        let op1Ap = op1Fp.complement
        constrainBit(dstFp)
        constrainBit(op0Fp)
        constrainBit(op1Fp)
        constrainBit(apAdd1)
        let sources = dstFp.times(8) + op0Fp.times(16) + op1Fp.times(64) + op1Ap.times(128)
        use(.verifyInstruction, [state.pc, offset0, offset1, offset2, sources, apAdd1.times(32), kind])
        constrain(kind.minus(1) * kind.minus(2))
        let hash = readAddress(at: base(state, isFp: op0Fp) + unbiased(offset1))
        let op1Base = cell(equalTo: op1Fp * state.fp + op1Ap * state.ap)
        let message = readAddress(at: op1Base + unbiased(offset2))
        let result = readAddress(at: state.ap)
        let counter = readWord32(at: base(state, isFp: dstFp) + unbiased(offset0))
        return BlakeOperands(
            hash: hash, message: message, result: result, counter: counter, isLast: kind.minus(1), apAdd1: apAdd1)
    }

    /// The state before the first round: the hash, and the constants with counter and flag (RFC 7693 §3.2).
    fileprivate mutating func firstBlakeState(_ h: Vector<Value>, _ x: BlakeOperands<Value>) -> Vector<Value> {
        let state = arena.take(BlakeRounds.stateWidth)
        state.put(h)
        let low = cut(x.counter.low, after: 8), high = cut(x.counter.high, after: 8)
        let relation = Relation.verifyBitwiseXor8(0)
        // The fifth constant, 0x510e527f, with the counter.
        let bytes = vector(of: [
            xorCell(relation, low.low, Value(127)), xorCell(relation, low.high, Value(82)),
            xorCell(relation, high.low, Value(14)), xorCell(relation, high.high, Value(81)),
        ])
        let counted = Word32(bytes[0] + bytes[1].times(256), bytes[2] + bytes[3].times(256))
        // The seventh, 0x1f83d9ab, complemented in the last block.
        let notLast = x.isLast.complement
        let flagged = Word32(
            x.isLast.times(9812) + notLast.times(55723), x.isLast.times(57468) + notLast.times(8067))
        BlakeWords.put(constant32(0xe667, 0x6a09), in: state, 8)
        BlakeWords.put(constant32(0xae85, 0xbb67), in: state, 9)
        BlakeWords.put(constant32(0xf372, 0x3c6e), in: state, 10)
        BlakeWords.put(constant32(0xf53a, 0xa54f), in: state, 11)
        BlakeWords.put(counted, in: state, 12)
        BlakeWords.put(constant32(0x688c, 0x9b05), in: state, 13)
        BlakeWords.put(flagged, in: state, 14)
        BlakeWords.put(constant32(0xcd19, 0x5be0), in: state, 15)
        state[32] = x.message
        return state
    }
}
