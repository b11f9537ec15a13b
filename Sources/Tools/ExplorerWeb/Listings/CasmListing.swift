import FiniteFields

/// The code of a compiled class as lines for people: an instruction each, in the notation of Cairo's assembly, with its place
/// (EXEC §6.2). What is no instruction is shown as a word: constants stand behind the code.
struct CasmListing: Sendable {
    /// Where an instruction begins, and what it says.
    struct Line: Sendable, Equatable {
        var offset: Int
        var text: String
    }

    let lines: [Line]

    /// - Parameter entryPoints: what begins at an offset, named in the line before it.
    init(_ code: [Felt252], entryPoints: [Int: String] = [:]) {
        var lines: [Line] = [], offset = 0
        while offset < code.count {
            if let name = entryPoints[offset] { lines.append(Line(offset: offset, text: name)) }
            let next = offset + 1 < code.count ? code[offset + 1] : nil
            let found = InstructionWord(code[offset]).flatMap { word in word.text(next).map { (word, $0) } }
            lines.append(Line(offset: offset, text: found?.1 ?? "word \(code[offset].hex)"))
            offset += found.map { $0.0.size } ?? 1
        }
        self.lines = lines
    }
}

/// An instruction word's parts.
struct InstructionWord {
    private let word: UInt64
    /// Bits from 63 on: 0 none, 1 Blake2s, 2 its last block, 3 arithmetic in QM31.
    private let extensionBits: UInt64

    /// Nil for a value that is too large.
    init?(_ value: Felt252) {
        guard let bits = value.asUInt128, bits >> 65 == 0 else { return nil }
        word = UInt64(truncatingIfNeeded: bits)
        extensionBits = UInt64(truncatingIfNeeded: bits >> 63)
    }

    private func bit(_ number: Int) -> Bool { word >> UInt64(48 + number) & 1 == 1 }
    private func bits(_ range: ClosedRange<Int>) -> UInt64 {
        word >> UInt64(48 + range.lowerBound) & (1 << UInt64(range.count) - 1)
    }
    private func offset(_ number: Int) -> Int { Int(word >> UInt64(16 * number) & 0xffff) - 0x8000 }

    private var hasImmediate: Bool { bits(2...4) == 1 }
    /// Words of code.
    var size: Int { hasImmediate ? 2 : 1 }

    private func cell(_ usesFp: Bool, _ offset: Int) -> String {
        let register = usesFp ? "fp" : "ap"
        return offset == 0 ? "[\(register)]" : "[\(register) \(offset < 0 ? "-" : "+") \(abs(offset))]"
    }

    private var destination: String { cell(bit(0), offset(0)) }
    private var operand0: String { cell(bit(1), offset(1)) }

    /// The second operand; nil when the word names none or several, or the immediate is missing.
    private func operand1(_ next: Felt252?) -> String? {
        switch bits(2...4) {
        case 0: "[\(operand0) \(offset(2) < 0 ? "-" : "+") \(abs(offset(2)))]"
        case 1: offset(2) == 1 ? next.map(InstructionWord.signed) : nil
        case 2: cell(true, offset(2))
        case 4: cell(false, offset(2))
        default: nil
        }
    }

    /// The instruction; nil when the word is none. `next` is the word behind it.
    func text(_ next: Felt252?) -> String? {
        guard let second = operand1(next) else { return nil }
        let step = bits(10...11) == 2 ? ", ap++" : ""
        let value: String
        switch bits(5...6) {
        case 0: value = second
        case 1: value = "\(operand0) + \(second)"
        case 2: value = "\(operand0) * \(second)"
        default: return nil
        }
        switch extensionBits {
        case 0: break
        case 1, 2:
            let name = extensionBits == 1 ? "blake2s" : "blake2s of the last block"
            return "\(name): state \(operand0), message \(second), bytes \(destination)\(step)"
        default: return bits(12...14) == 4 ? "\(destination) = \(value) in QM31\(step)" : nil
        }
        switch (bits(12...14), bits(7...9), bits(10...11)) {
        case (0, 0, 1): return "ap += \(value)"
        case (0, 1, _): return "jmp abs \(value)\(step)"
        case (0, 2, _): return "jmp rel \(value)\(step)"
        case (0, 4, _): return "jmp rel \(second) if \(destination) != 0\(step)"
        case (1, 1, 0): return "call abs \(value)"
        case (1, 2, 0): return "call rel \(value)"
        case (2, 1, 0): return "ret"
        case (4, 0, 0), (4, 0, 2): return "\(destination) = \(value)\(step)"
        default: return nil
        }
    }

    /// A felt near the end of the field is a small negative number to people.
    private static func signed(_ value: Felt252) -> String {
        if let small = value.asUInt128 { return "\(small)" }
        return (-value).asUInt128.map { "-\($0)" } ?? value.hex
    }
}
