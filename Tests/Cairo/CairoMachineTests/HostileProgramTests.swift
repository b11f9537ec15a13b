@_spi(Testing) import CairoMachine
import CasmModel
import Determinism
import FiniteFields
import Foundation
import Testing

/// Random programs of mostly valid instructions over small offsets, pointers, huge felts and negative jumps.
struct HostileProgram {
    var words: [MemoryValue?]
    var stack: [MemoryValue]
    var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
        words = []
        stack = []
        for _ in 0..<Int.random(in: 4...24, using: &generator) { appendInstruction() }
        for _ in 0..<Int.random(in: 4...8, using: &generator) { stack.append(value()) }
    }

    /// Mostly a source just below ap or fp; sometimes anything.
    mutating func offset() -> UInt64 {
        switch Int.random(in: 0..<40, using: &generator) {
        case 0: UInt64.random(in: 0..<1 << 16, using: &generator)
        case 1...4: 0x8000 &+ UInt64(bitPattern: Int64.random(in: -4...3, using: &generator))
        default: 0x8000 &- UInt64.random(in: 1...3, using: &generator)
        }
    }

    mutating func appendInstruction() {
        if Int.random(in: 0..<60, using: &generator) == 0 { return words.append(nil) }
        if Int.random(in: 0..<40, using: &generator) == 0 { return words.append(value()) }
        // Pushes of sums, products and copies, assertions, jumps, calls, returns: flags of the instruction word.
        let flags: [UInt64] = [
            0x4830, 0x4850, 0x4812, 0x480a, 0x482a, 0x4832, 0x4806, 0x4826, 0x4846, 0x4800, 0x4802, 0x4030, 0x4050,
            0x4012, 0x4000, 0x4001, 0x0206, 0x0207, 0x0107, 0x0787, 0x1104, 0x1084, 0x208b, 0x0407, 0x4027, 0x4848,
        ]
        let isPush = Int.random(in: 0..<3, using: &generator) > 0
        var flag = flags[Int.random(in: 0..<(isPush ? 11 : flags.count), using: &generator)]
        if Int.random(in: 0..<40, using: &generator) == 0 { flag ^= 1 << UInt64.random(in: 0..<15, using: &generator) }
        // A push writes at ap; an immediate stands behind the word; calls and returns have fixed offsets.
        var o = (flag & 0x0800 != 0 ? 0x8000 : offset(), offset(), offset())
        if flag & 4 != 0 { o.2 = 0x8001 }
        if flag & 0x1000 != 0 { o = (0x8000, 0x8001, o.2) }
        if flag == 0x208b { o = (0x7ffe, 0x7fff, 0x7fff) }
        let extra: UInt64 = Int.random(in: 0..<60, using: &generator) == 0 ? 1 << 63 : 0
        words.append(MemoryValue(flag << 48 | o.2 << 32 | o.1 << 16 | o.0 | extra))
        if flag & 4 != 0 {
            let isJump = flag & 0x0780 != 0
            let distance = Felt252(signed: Int64.random(in: -6...6, using: &generator))
            words.append(isJump ? MemoryValue(distance) : value())
        }
    }

    mutating func value() -> MemoryValue {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return MemoryValue(-Felt252(UInt64.random(in: 0..<16, using: &generator)))
        case 1:
            let segment = UInt64.random(in: 0..<5, using: &generator)
            let offset = UInt64.random(in: 0..<12, using: &generator)
            return MemoryValue(MachineAddress(segment: segment, offset: offset))
        case 2:
            return MemoryValue(
                Felt252(
                    reducing: .random(in: 0...(.max), using: &generator), .random(in: 0...(.max), using: &generator),
                    .random(in: 0...(.max), using: &generator), .random(in: 0...(.max), using: &generator)))
        case 3: return MemoryValue(Felt252(UInt64.random(in: 0...(.max), using: &generator)))
        case 4: return MemoryValue(MachineAddress(segment: 1, offset: .random(in: 0...(.max), using: &generator)))
        default: return MemoryValue(UInt64.random(in: 0..<8, using: &generator))
        }
    }

    /// Runs it; the result is everything that can be seen of the machine afterwards.
    func run(completePathOnly: Bool) throws -> (MachineError?, [UInt64], [TraceEntry]) {
        let program = completePathOnly ? CairoProgram(completePathOnly: words) : CairoProgram(words: words, hints: [])
        let machine = try Machine(program: program, limits: MachineLimits(steps: 64, cells: 1 << 20), tracing: true)
        if completePathOnly { machine.useCompletePathOnly() }
        for builtin in [Builtin.rangeCheck, .bitwise, .pedersen] { _ = try machine.addSegment(builtin: builtin) }
        try machine.write(stack, at: MachineAddress(segment: 1, offset: 0))
        let top = UInt64(stack.count)
        machine.setRegisters(pc: MachineAddress(segment: 0, offset: 0), ap: top, fp: top)
        machine.setEnd(MachineAddress(segment: 4, offset: 0))
        var failure: MachineError?
        do { try machine.run() } catch { failure = error }
        return (failure, machine.snapshot, machine.traceEntries)
    }
}

@Suite struct HostileProgramTests {
    static let count = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 20_000 : 400_000

    @Test func `the fast loop and the complete path agree on random programs and never trap`() throws {
        var steps = 0, errors: [MachineError: Int] = [:]
        for seed in 0..<UInt64(HostileProgramTests.count) {
            let program = HostileProgram(seed: seed)
            let fast = try program.run(completePathOnly: false), slow = try program.run(completePathOnly: true)
            guard fast.0 == slow.0, fast.1 == slow.1,
                fast.2.elementsEqual(
                    slow.2, by: { $0.pc == $1.pc && $0.ap == $1.ap && $0.fp == $1.fp && $0.pcSegment == $1.pcSegment })
            else {
                Issue.record("seed \(seed): \(String(describing: fast.0)) and \(String(describing: slow.0))")
                return
            }
            steps += fast.2.count
            if let error = fast.0 { errors[error, default: 0] += 1 }
        }
        // The programs are worth something only if they get somewhere and fail in many ways.
        #expect(steps > HostileProgramTests.count)
        #expect(errors.count >= 8, "\(errors)")
    }
}
