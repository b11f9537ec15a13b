import CasmModel
import FiniteFields
import SierraModel

extension Instruction {
    /// The flags of an instruction word, from bit 48 (EXEC §6.2).
    private enum Flag {
        static let destinationFp: UInt64 = 1 << 0
        static let operand0Fp: UInt64 = 1 << 1
        static let operand1Immediate: UInt64 = 1 << 2
        static let operand1Fp: UInt64 = 1 << 3
        static let operand1Ap: UInt64 = 1 << 4
        static let add: UInt64 = 1 << 5
        static let multiply: UInt64 = 1 << 6
        static let jump: UInt64 = 1 << 7
        static let jumpRelative: UInt64 = 1 << 8
        static let jumpNotZero: UInt64 = 1 << 9
        static let addAp: UInt64 = 1 << 10
        static let incrementAp: UInt64 = 1 << 11
        static let call: UInt64 = 1 << 12
        static let `return`: UInt64 = 1 << 13
        static let assertEqual: UInt64 = 1 << 14
    }

    /// The three offsets, the flags and the immediate before they become words.
    private struct Word {
        var offsets: (Int16, Int16, Int16)
        var flags: UInt64
        var immediate: SierraInteger?
        /// Bits from 63 on: 1 for Blake2s, 2 for its last block.
        var extensionBits: UInt64 = 0

        func append(to code: inout [Felt252]) {
            func biased(_ offset: Int16) -> UInt64 { UInt64(Int(offset) + 0x8000) }
            let word =
                flags << 48 | biased(offsets.2) << 32 | biased(offsets.1) << 16 | biased(offsets.0)
            code.append(Felt252(UInt128(word) | UInt128(extensionBits) << 63))
            if let immediate { code.append(immediate.felt) }
        }
    }

    /// Appends the instruction's words.
    func append(to code: inout [Felt252]) {
        let step = incrementsAp ? Flag.incrementAp : 0
        var word: Word
        switch body {
        case .addAp(let count):
            word = Instruction.result(.immediate(SierraInteger(count)), destination: CellReference(.fp, -1))
            word.flags |= Flag.addAp
        case .assert(let cell, let expression):
            word = Instruction.result(expression, destination: cell)
            word.flags |= Flag.assertEqual | step
        case .call(let distance):
            word = Word(
                offsets: (0, 1, 1), flags: Flag.operand1Immediate | Flag.jumpRelative | Flag.call,
                immediate: SierraInteger(distance))
        case .jump(let distance):
            word = Instruction.result(.immediate(SierraInteger(distance)), destination: CellReference(.fp, -1))
            word.flags |= Flag.jumpRelative | step
        case .jumpBy(let cell):
            word = Instruction.result(.cell(cell), destination: CellReference(.fp, -1))
            word.flags |= Flag.jumpRelative | step
        case .jumpNotZero(let cell, let distance):
            word = Instruction.result(.immediate(SierraInteger(distance)), destination: cell)
            word.flags |= Flag.jumpNotZero | step
        case .return:
            word = Word(
                offsets: (-2, -1, -1),
                flags: Flag.destinationFp | Flag.operand0Fp | Flag.operand1Fp | Flag.jump | Flag.return)
        case .blake(let state, let count, let message, let final):
            word = Word(
                offsets: (count.offset, state.offset, message.offset),
                flags: Instruction.destination(count) | Instruction.operand0(state) | Instruction.operand1(message)
                    | step,
                extensionBits: final ? 2 : 1)
        }
        word.append(to: &code)
    }

    private static func destination(_ cell: CellReference) -> UInt64 { cell.register == .fp ? Flag.destinationFp : 0 }
    private static func operand0(_ cell: CellReference) -> UInt64 { cell.register == .fp ? Flag.operand0Fp : 0 }
    private static func operand1(_ cell: CellReference) -> UInt64 {
        cell.register == .fp ? Flag.operand1Fp : Flag.operand1Ap
    }

    /// Operands and result logic of an expression; operands that are not used read `[fp - 1]`.
    private static func result(_ expression: CellExpression, destination cell: CellReference) -> Word {
        let flags = destination(cell)
        switch expression {
        case .cell(let b):
            return Word(offsets: (cell.offset, -1, b.offset), flags: flags | Flag.operand0Fp | operand1(b))
        case .indirect(let a, let offset):
            return Word(offsets: (cell.offset, a.offset, offset), flags: flags | operand0(a))
        case .immediate(let value):
            return Word(
                offsets: (cell.offset, -1, 1), flags: flags | Flag.operand0Fp | Flag.operand1Immediate,
                immediate: value)
        case .operation(let operation, let a, let b):
            let logic = operation == .add ? Flag.add : Flag.multiply
            switch b {
            case .cell(let b):
                return Word(
                    offsets: (cell.offset, a.offset, b.offset), flags: flags | operand0(a) | operand1(b) | logic)
            case .immediate(let value):
                return Word(
                    offsets: (cell.offset, a.offset, 1), flags: flags | operand0(a) | Flag.operand1Immediate | logic,
                    immediate: value)
            }
        }
    }
}
