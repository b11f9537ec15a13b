import FiniteFields

/// The instructions that generated code is made of. Encodings follow the Cairo whitepaper §4.4: three biased 16-bit
/// offsets, then the flags.
struct Assembler {
    private(set) var cells: [ProgramCell] = []

    enum Register { case ap, fp }

    private enum Flag {
        static let dstFp: UInt64 = 1 << 0, op0Fp: UInt64 = 1 << 1, immediate: UInt64 = 1 << 2
        static let op1Fp: UInt64 = 1 << 3, op1Ap: UInt64 = 1 << 4, add: UInt64 = 1 << 5
        static let jumpRelative: UInt64 = 1 << 8, jumpNonZero: UInt64 = 1 << 9, apAdd: UInt64 = 1 << 10
        static let apIncrement: UInt64 = 1 << 11, call: UInt64 = 1 << 12, assertEqual: UInt64 = 1 << 14
    }

    private mutating func emit(_ flags: UInt64, _ dst: Int, _ op0: Int, _ op1: Int) {
        func biased(_ offset: Int) -> UInt64 { UInt64(truncatingIfNeeded: offset &+ 0x8000) & 0xffff }
        let word = flags << 48 | biased(op1) << 32 | biased(op0) << 16 | biased(dst)
        cells.append(.felt(Felt252(word)))
    }

    mutating func put(_ cell: ProgramCell) { cells.append(cell) }

    /// `ap += value`
    mutating func advance(_ value: UInt64) {
        emit(Flag.dstFp | Flag.op0Fp | Flag.immediate | Flag.apAdd, -1, -1, 1)
        put(.felt(Felt252(value)))
    }

    /// `call rel target`, the distance counted from this instruction.
    mutating func call(to target: Int) {
        let distance = target - cells.count
        emit(Flag.immediate | Flag.jumpRelative | Flag.call, 0, 1, 1)
        put(.felt(Felt252(signed: Int64(distance))))
    }

    /// `jmp rel value`
    mutating func jump(by value: Int64) {
        emit(Flag.dstFp | Flag.op0Fp | Flag.immediate | Flag.jumpRelative, -1, -1, 1)
        put(.felt(Felt252(signed: value)))
    }

    /// `jmp rel [ap - 1]`
    mutating func jumpByLast() { emit(Flag.dstFp | Flag.op0Fp | Flag.op1Ap | Flag.jumpRelative, -1, -1, -1) }

    /// `jmp rel target if [ap - 1] != 0`
    mutating func jumpIfLastNonZero(to target: Int) {
        let distance = target - cells.count
        emit(Flag.op0Fp | Flag.immediate | Flag.jumpNonZero, -1, -1, 1)
        put(.felt(Felt252(signed: Int64(distance))))
    }

    mutating func ret() { put(.felt(Assembler.returnInstruction)) }

    static var returnInstruction: Felt252 { Felt252(0x208b_7fff_7fff_7ffe as UInt64) }

    /// `[ap] = cell; ap++`
    mutating func push(_ cell: ProgramCell) {
        emit(Flag.op0Fp | Flag.immediate | Flag.apIncrement | Flag.assertEqual, 0, -1, 1)
        put(cell)
    }

    /// `[ap + dst] = cell`
    mutating func check(_ dst: Int, is cell: ProgramCell) {
        emit(Flag.op0Fp | Flag.immediate | Flag.assertEqual, dst, -1, 1)
        put(cell)
    }

    /// `[ap] = [register + offset]; ap++`
    mutating func push(_ register: Register, _ offset: Int) {
        let source = register == .fp ? Flag.op1Fp : Flag.op1Ap
        emit(Flag.op0Fp | source | Flag.apIncrement | Flag.assertEqual, 0, -1, offset)
    }

    /// `[ap + a] = [ap + b]`
    mutating func checkEqual(_ a: Int, _ b: Int) { emit(Flag.op0Fp | Flag.op1Ap | Flag.assertEqual, a, -1, b) }

    /// `[ap] = [register + offset] + value; ap++`
    mutating func pushSum(_ register: Register, _ offset: Int, plus value: Felt252) {
        let base = register == .fp ? Flag.op0Fp : 0
        emit(base | Flag.immediate | Flag.add | Flag.apIncrement | Flag.assertEqual, 0, offset, 1)
        put(.felt(value))
    }

    /// `[ap + dst] = [fp + offset] + value`
    mutating func check(_ dst: Int, isFp offset: Int, plus value: Felt252) {
        emit(Flag.op0Fp | Flag.immediate | Flag.add | Flag.assertEqual, dst, offset, 1)
        put(.felt(value))
    }

    /// `[ap] = [[register + offset] + inner]; ap++`
    mutating func pushIndirect(_ register: Register, _ offset: Int, _ inner: Int) {
        let base = register == .fp ? Flag.op0Fp : 0
        emit(base | Flag.apIncrement | Flag.assertEqual, 0, offset, inner)
    }

    /// `[ap - 1] = [[register + offset] + inner]`
    mutating func checkLastIndirect(_ register: Register, _ offset: Int, _ inner: Int) {
        emit((register == .fp ? Flag.op0Fp : 0) | Flag.assertEqual, -1, offset, inner)
    }

    /// `[fp + dst] = [fp + a] + [fp + b]`
    mutating func checkFrameSum(_ dst: Int, _ a: Int, _ b: Int) {
        emit(Flag.dstFp | Flag.op0Fp | Flag.op1Fp | Flag.add | Flag.assertEqual, dst, a, b)
    }

    /// `[ap] = [fp + a] + [fp + b]; ap++`
    mutating func pushFrameSum(_ a: Int, _ b: Int) {
        emit(Flag.op0Fp | Flag.op1Fp | Flag.add | Flag.apIncrement | Flag.assertEqual, 0, a, b)
    }

    /// `[ap - 1] = [ap] + [ap - 2]; ap++`: pushes the difference of the last two cells.
    mutating func pushDifference() {
        emit(Flag.op1Ap | Flag.add | Flag.apIncrement | Flag.assertEqual, -1, 0, -2)
    }
}
