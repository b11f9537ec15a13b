import CasmModel
import SierraModel

/// Circuits: their values stand in cells of the 96-bit range check, which the modulo builtins fill.
extension InvocationCompiler {
    func circuits() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .tryIntoModulus: return try tryIntoModulus()
        case .initCircuit(let type):
            let circuit = try circuit(type)
            var c = CodeBuilder()
            let rangeCheck = c.buffer(try single(0), reach: 1)
            let first = c.constant(SierraInteger(Circuit.valueSize))
            let start = c.define(rangeCheck + first)
            let last = c.constant(SierraInteger((1 + circuit.inputCount) * Circuit.valueSize))
            let end = c.define(rangeCheck + last)
            let size = c.constant(SierraInteger(circuit.rangeChecks96))
            let rest = c.define(rangeCheck + size)
            return try finish(c, [[rest], [start, end]])
        case .addCircuitInput:
            let accumulator = try cells(0, 2)
            let values = references[1].cells
            var c = CodeBuilder()
            let start = c.buffer(accumulator[0], reach: values.count)
            let end = c.cell(accumulator[1])
            for value in values {
                let limb = c.cell(value)
                c.write(limb, to: start)
            }
            let next = c.temporary(start)
            let left = c.temporary(end - next)
            let more = c.label()
            c.jump(more, ifNotZero: left)
            return try finish(c, [Exit(nil, [[end]]), Exit(more, [[next, end]])])
        case .circuitDescriptor(let type): return try descriptor(type)
        case .evaluateCircuit(let type): return try evaluate(try circuit(type))
        case .circuitOutput(let output, let type):
            guard let place = try circuit(type).places[output] else { throw .circuitOutput(statement: index) }
            var c = CodeBuilder()
            let outputs = try cells(0, 5).map { c.cell($0) }
            let offset = c.constant(SierraInteger(place * Circuit.valueSize))
            let pointer = c.temporary(outputs[0] + offset)
            let value = (0..<4).map { c.temporary(pointer[Int16($0)]) }
            return try finish(c, [value, value + outputs.dropFirst()])
        case .verifyCircuitFailure: return try verifyFailure()
        case .verify96:
            var c = CodeBuilder()
            let rangeCheck = c.buffer(try single(0), reach: 0)
            let limb = c.cell(try single(1))
            c.write(limb, to: rangeCheck)
            return try finish(c, [[rangeCheck]])
        case .compareLimbs(let count): return try compareLimbs(count)
        default:
            let limbs = try cells(0, 2)
            var c = CodeBuilder()
            let (left, right) = (c.cell(limbs[0]), c.cell(limbs[1]))
            let difference = c.define(right - left)
            return try finish(c, [[difference]])
        }
    }

    /// Greater than one.
    private func tryIntoModulus() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let limbs = try cells(0, 4).map { c.cell($0) }
        let one = c.constant(1)
        let lowMinusOne = c.temporary()
        let success = c.label(), check = c.label(), failure = c.label()
        c.jump(success, ifNotZero: limbs[3])
        c.jump(success, ifNotZero: limbs[2])
        c.jump(success, ifNotZero: limbs[1])
        c.jump(check, ifNotZero: limbs[0])
        c.jump(failure)
        c.place(check)
        c.assert(lowMinusOne, limbs[0] - one)
        c.jump(success, ifNotZero: lowMinusOne)
        c.jump(failure)
        c.place(success)
        return try finish(c, [Exit(nil, [limbs]), Exit(failure, [])])
    }

    /// Pointers to the offsets of the sums and of the products in the code, and how many there are of each.
    private func descriptor(_ type: TypeID) throws(CompilationError) -> Output {
        let circuit = try circuit(type)
        let additions = SierraInteger(circuit.additions.count)
        func push(_ value: CellExpression) -> Instruction {
            Instruction(body: .assert(CellReference(.ap, 0), value), incrementsAp: true)
        }
        return Output(
            instructions: [
                Instruction(body: .call(0)), push(.operation(.add, CellReference(.ap, -1), .immediate(1))),
                push(.immediate(additions)),
                push(
                    .operation(
                        .add, CellReference(.ap, -2),
                        .immediate(SierraInteger(circuit.additions.count * Circuit.offsetsPerGate)))),
                push(.immediate(SierraInteger(circuit.products.count))),
            ],
            relocations: [
                Relocation(instruction: 0, target: .circuit(type)), Relocation(instruction: 1, target: .circuit(type)),
            ], results: [[[.ap(-4), .ap(-3), .ap(-2), .ap(-1)]]])
    }

    private func evaluate(_ circuit: Circuit) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let add = c.buffer(try single(0), reach: Circuit.instanceSize)
        let mul = c.buffer(try single(1), reach: Circuit.instanceSize)
        let inputsEnd = c.buffer(try single(3), reach: Circuit.valueSize)
        let descriptor = try cells(2, 4).map { c.cell($0) }
        let modulus = try cells(4, 4).map { c.cell($0) }
        let (zero, one) = (c.cell(try single(5)), c.cell(try single(6)))
        let size = c.constant(SierraInteger((1 + circuit.inputCount) * Circuit.valueSize))
        let values = c.temporary(inputsEnd - size)
        c.assert(one, values[0])
        for limb in 1..<4 { c.assert(zero, values[Int16(limb)]) }
        if !circuit.additions.isEmpty {
            for (place, value) in (modulus + [values, descriptor[0], descriptor[1]]).enumerated() {
                c.assert(value, add[Int16(place)])
            }
        }
        for (place, value) in (modulus + [values, descriptor[2]]).enumerated() { c.assert(value, mul[Int16(place)]) }
        c.hint(
            .evalCircuit(
                addCount: c.input(descriptor[1]), addBuiltin: c.input(add), mulCount: c.input(descriptor[3]),
                mulBuiltin: c.input(mul)))
        let done = c.temporary(mul[6])
        let addUsage = c.constant(SierraInteger(Circuit.instanceSize * circuit.additions.count))
        let newAdd = c.define(add + addUsage)
        let instance = c.constant(SierraInteger(Circuit.instanceSize))
        let mulUsage = c.temporary(done * instance)
        let newMul = c.define(mul + mulUsage)
        let skipped = c.temporary(descriptor[3] - done)
        let failure = c.label()
        c.jump(failure, ifNotZero: skipped)
        let outputs = [values] + modulus
        return try finish(
            c,
            [
                Exit(nil, [[newAdd], [newMul], outputs]),
                Exit(
                    failure,
                    [
                        [newAdd], [newMul], outputs + [done],
                        [descriptor[2], descriptor[3], done, values] + modulus,
                    ]),
            ])
    }

    /// A gate failed because its input has no inverse: some value that is not zero, times the input, is zero.
    private func verifyFailure() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 2 + Circuit.valueSize)
        let mul = c.buffer(try single(1), reach: Circuit.instanceSize)
        let guarantee = try cells(2, 8).map { c.cell($0) }
        let (offsets, count, failing, values) = (guarantee[0], guarantee[1], guarantee[2], guarantee[3])
        let modulus = Array(guarantee.dropFirst(4))
        let (zero, one) = (c.cell(try single(3)), c.cell(try single(4)))
        let perGate = c.constant(SierraInteger(Circuit.offsetsPerGate))
        let gateOffset = c.temporary(failing * perGate)
        let gate = c.temporary(offsets + gateOffset)
        c.assert(zero, gate[2])
        let inputOffset = c.temporary(gate[1])
        let nullifierOffset = c.temporary(gate[0])
        let zeroOffset = c.temporary(rangeCheck - values)
        for _ in 0..<4 { c.write(zero, to: rangeCheck) }
        let newOffsets = c.temporary()
        c.hint(.allocSegment(dst: c.output(newOffsets)))
        c.assert(nullifierOffset, newOffsets[0])
        c.assert(inputOffset, newOffsets[1])
        c.assert(zeroOffset, newOffsets[2])
        c.write(failing, to: rangeCheck)
        let left = c.temporary(count - failing)
        c.write(left, to: rangeCheck)
        for (place, value) in (modulus + [values, newOffsets, one]).enumerated() {
            c.assert(value, mul[Int16(place)])
        }
        let pointer = c.temporary(values + nullifierOffset)
        let nullifier = (0..<4).map { c.temporary(pointer[Int16($0)]) }
        let done = c.label()
        for limb in nullifier { c.jump(done, ifNotZero: limb) }
        c.assert(one, zero)
        c.markUnreachable()
        c.place(done)
        let usage = c.constant(SierraInteger(Circuit.instanceSize))
        let newMul = c.define(mul + usage)
        return try finish(c, [[rangeCheck], [newMul], nullifier + modulus])
    }

    private func compareLimbs(_ count: Int) throws(CompilationError) -> Output {
        let limbs = try cells(0, 2 * count)
        var c = CodeBuilder()
        let left = c.add(limbs[count - 1]), right = c.add(limbs[2 * count - 1])
        let rest = (limbs[..<(count - 1)] + limbs[count..<(2 * count - 1)]).map { c.add($0) }
        let difference = c.temporary(right - left)
        let check = c.label()
        c.jump(check, ifNotZero: difference)
        return try finish(c, [Exit(nil, [rest]), Exit(check, [[difference]])])
    }
}
