import CasmModel

/// The add_mod and mul_mod builtins: filling the tables of a circuit (EXEC spec §6.3).
extension Machine {
    /// The inputs of an instance: modulus of four 96-bit words, values, offsets, number of operations.
    struct ModularInputs {
        var p: WideNumber
        var words: [MemoryValue]
        var values: MachineAddress
        var offsets: MachineAddress
        var count: UInt64
    }

    /// The most operations one hint may fill, as in the reference.
    static var operationsMax: UInt64 { 100_000 }

    /// Writes the inputs of all instances from those of the first, repeats the first offsets up to their number, and
    /// computes the missing values by running both lists of operations in dependency order.
    func fillModular(
        add: (MachineAddress, UInt64), multiply: (MachineAddress, UInt64)
    ) throws(MachineError) {
        guard add.1 <= Machine.operationsMax, multiply.1 <= Machine.operationsMax else { throw .hint }
        guard add.1 > 0 || multiply.1 > 0 else { throw .hint }
        let addInputs = add.1 > 0 ? try prepare(add.0, add.1) : nil
        let mulInputs = multiply.1 > 0 ? try prepare(multiply.0, multiply.1) : nil
        var addIndex: UInt64 = 0, mulIndex: UInt64 = 0
        while addIndex < add.1 || mulIndex < multiply.1 {
            if let addInputs, addIndex < add.1, try fill(addInputs, addIndex, multiplies: false) {
                addIndex += 1
            } else if let mulInputs, mulIndex < multiply.1, try fill(mulInputs, mulIndex, multiplies: true) {
                mulIndex += 1
            } else {
                throw .hint
            }
        }
    }

    private func prepare(_ start: MachineAddress, _ used: UInt64) throws(MachineError) -> ModularInputs {
        let inputs = try modularInputs(start)
        guard inputs.count <= Machine.operationsMax else { throw .hint }
        for instance in 1..<max(inputs.count, 1) {
            let cells =
                inputs.words + [
                    MemoryValue(inputs.values),
                    MemoryValue(try cell(inputs.offsets, 3 * instance)),
                    .small(inputs.count - instance),
                ]
            let base = try cell(start, 7 * instance)
            for (i, value) in cells.enumerated() {
                try state.pointee.write(base.segment, base.offset + UInt64(i), value, accessed: true)
            }
        }
        if inputs.count > used {
            for i in 0..<3 as Range<UInt64> {
                guard let offset = value(at: try cell(inputs.offsets, i)) else { throw .hint }
                for copy in used..<inputs.count {
                    let target = try cell(inputs.offsets, 3 * copy + i)
                    try state.pointee.write(target.segment, target.offset, offset, accessed: true)
                }
            }
        }
        return inputs
    }

    func modularInputs(_ start: MachineAddress) throws(MachineError) -> ModularInputs {
        let values = try address(at: try cell(start, 4)), offsets = try address(at: try cell(start, 5))
        guard let count = value(at: try cell(start, 6))?.asUInt64, count >= 1, let p = try modularNumber(start) else {
            throw .builtin
        }
        var words: [MemoryValue] = []
        for i in 0..<4 as Range<UInt64> {
            guard let word = value(at: try cell(start, i)) else { throw .builtin }
            words.append(word)
        }
        return ModularInputs(p: p, words: words, values: values, offsets: offsets, count: count)
    }

    /// The number in four 96-bit words, nil when one is missing.
    func modularNumber(_ start: MachineAddress) throws(MachineError) -> WideNumber? {
        var number = WideNumber()
        for i in 0..<4 as Range<UInt64> {
            guard let word = value(at: try cell(start, i)) else { return nil }
            guard let x = word.asUInt128, x >> 96 == 0 else { throw .builtin }
            // Words of 96 bits start in the middle of every second limb.
            let bit = 96 * Int(i), limb = bit / 64, shift = UInt64(bit % 64)
            let low = x << UInt128(shift)
            number.w[limb] |= UInt64(truncatingIfNeeded: low)
            number.w[limb + 1] |= UInt64(truncatingIfNeeded: low >> 64)
        }
        return number
    }

    func operand(_ inputs: ModularInputs, _ index: UInt64) throws(MachineError) -> MachineAddress {
        guard let offset = value(at: try cell(inputs.offsets, index))?.asUInt64 else { throw .builtin }
        return try cell(inputs.values, offset)
    }

    /// Fills the missing value of one operation; false when more than one is missing.
    private func fill(_ inputs: ModularInputs, _ index: UInt64, multiplies: Bool) throws(MachineError) -> Bool {
        let places = (
            try operand(inputs, 3 * index), try operand(inputs, 3 * index + 1), try operand(inputs, 3 * index + 2)
        )
        let a = try modularNumber(places.0), b = try modularNumber(places.1), c = try modularNumber(places.2)
        switch (a, b, c) {
        case (.some, .some, .some): return true
        case (let a?, let b?, nil):
            try write(modular: try Machine.apply(a, b, inputs.p, multiplies), at: places.2)
        case (let a?, nil, let c?):
            try write(modular: try Machine.solve(a, c, inputs.p, multiplies), at: places.1)
        case (nil, let b?, let c?):
            try write(modular: try Machine.solve(b, c, inputs.p, multiplies), at: places.0)
        default: return false
        }
        return true
    }

    func write(modular number: WideNumber, at start: MachineAddress) throws(MachineError) {
        guard number.bitWidth <= 384 else { throw .builtin }
        for i in 0..<4 {
            let bit = 96 * i, limb = bit / 64, shift = UInt128(bit % 64)
            let word = (number.word128(limb) >> shift) & ((1 << 96) - 1)
            let target = try cell(start, UInt64(i))
            try state.pointee.write(target.segment, target.offset, .wide(word), accessed: true)
        }
    }

    func cell(_ start: MachineAddress, _ distance: UInt64) throws(MachineError) -> MachineAddress {
        guard start.offset < 1 << 40, distance < 1 << 40 else { throw .addressRange }
        return MachineAddress(segment: start.segment, offset: start.offset + distance)
    }
}

// MARK: - Arithmetic

extension Machine {
    /// The result the builtin allows: reduced, or the sum less p where that is still not below p.
    static func apply(
        _ a: WideNumber, _ b: WideNumber, _ p: WideNumber, _ multiplies: Bool
    ) throws(MachineError) -> WideNumber {
        guard let full = multiplies ? a.multiplied(by: b) : a.adding(b) else { throw .builtin }
        if !multiplies {
            if full < p.shiftedLeft(1) { return full < p ? full : full.subtracting(p) }
            return full.subtracting(p)
        }
        guard let (quotient, remainder) = full.divided(by: p), quotient.bitWidth <= 384 else { throw .builtin }
        return remainder
    }

    /// The operand that gives the result together with the known one.
    static func solve(
        _ known: WideNumber, _ result: WideNumber, _ p: WideNumber, _ multiplies: Bool
    ) throws(MachineError) -> WideNumber {
        if !multiplies {
            if !(result < known) { return result.subtracting(known) }
            guard let sum = result.adding(p), !(sum < known) else { throw .builtin }
            return sum.subtracting(known)
        }
        guard let (gcd, inverse) = WideNumber.inverse(of: known, modulo: p), gcd.isOne,
            let reduced = result.divided(by: p)?.remainder, let product = reduced.multiplied(by: inverse),
            let quotient = product.divided(by: p)?.remainder
        else { throw .builtin }
        return quotient
    }
}

// MARK: - Circuits of Cairo 1

extension Machine {
    /// Evaluates the gates of a circuit and writes the instances of both builtins. When an inverse does not exist,
    /// its gate gets a factor that makes the product zero, and the mul_mod instances end before it.
    func evaluateCircuit(
        add: MachineAddress, addCount: UInt64, multiply: MachineAddress, mulCount: UInt64
    ) throws(MachineError) {
        guard addCount <= Machine.operationsMax, mulCount <= Machine.operationsMax else { throw .hint }
        let values = try address(at: try cell(multiply, 4)), mulOffsets = try address(at: try cell(multiply, 5))
        let addOffsets = addCount == 0 ? mulOffsets : try address(at: try cell(add, 5))
        guard let p = try modularNumber(multiply), !p.isZero else { throw .builtin }
        var words: [MemoryValue] = []
        for i in 0..<4 as Range<UInt64> {
            guard let word = value(at: try cell(multiply, i)) else { throw .builtin }
            words.append(word)
        }
        let adds = ModularInputs(p: p, words: words, values: values, offsets: addOffsets, count: addCount)
        let muls = ModularInputs(p: p, words: words, values: values, offsets: mulOffsets, count: mulCount)
        var addIndex: UInt64 = 0, mulIndex: UInt64 = 0
        var computed = mulCount
        while true {
            while addIndex < addCount, try fillAddGate(adds, addIndex) { addIndex += 1 }
            if mulIndex == mulCount { break }
            if try !fillMulGate(muls, mulIndex), computed == mulCount { computed = mulIndex }
            mulIndex += 1
        }
        try fillInstances(add, adds, addCount)
        try fillInstances(multiply, muls, computed)
    }

    private func fillAddGate(_ inputs: ModularInputs, _ index: UInt64) throws(MachineError) -> Bool {
        let place = try operand(inputs, 3 * index), result = try operand(inputs, 3 * index + 2)
        guard let b = try modularNumber(try operand(inputs, 3 * index + 1)) else { return false }
        if let a = try modularNumber(place) {
            guard let sum = a.adding(b)?.divided(by: inputs.p)?.remainder else { throw .builtin }
            try write(modular: sum, at: result)
            return true
        }
        guard let c = try modularNumber(result) else { return false }
        guard let sum = c.adding(inputs.p), !(sum < b), let a = sum.subtracting(b).divided(by: inputs.p)?.remainder
        else { throw .builtin }
        try write(modular: a, at: place)
        return true
    }

    private func fillMulGate(_ inputs: ModularInputs, _ index: UInt64) throws(MachineError) -> Bool {
        let place = try operand(inputs, 3 * index)
        guard let b = try modularNumber(try operand(inputs, 3 * index + 1)) else { throw .builtin }
        if let a = try modularNumber(place) {
            guard let product = a.multiplied(by: b)?.divided(by: inputs.p)?.remainder else { throw .builtin }
            try write(modular: product, at: try operand(inputs, 3 * index + 2))
            return true
        }
        guard let (gcd, inverse) = WideNumber.inverse(of: b, modulo: inputs.p) else { throw .builtin }
        if gcd.isOne {
            try write(modular: inverse, at: place)
            return true
        }
        guard let nullifier = inputs.p.divided(by: gcd)?.quotient else { throw .builtin }
        try write(modular: nullifier, at: place)
        return false
    }

    private func fillInstances(
        _ start: MachineAddress, _ inputs: ModularInputs, _ count: UInt64
    ) throws(MachineError) {
        for instance in 0..<count {
            let base = try cell(start, 7 * instance)
            let cells =
                inputs.words + [
                    MemoryValue(inputs.values), MemoryValue(try cell(inputs.offsets, 3 * instance)),
                    .small(count - instance),
                ]
            try write(cells, at: base)
        }
    }
}
