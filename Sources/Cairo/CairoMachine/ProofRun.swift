public import CasmModel

/// A run that can be proven: from the first word of a program, whose bootstrap is `ap += n; call main; jmp rel 0`, to
/// that endless jump, which is executed once (STWO spec §6.9).
public final class ProofRun {
    /// The offset of the endless jump.
    public static let endOffset = 4

    /// Which builtins have a segment.
    public struct Layout: Sendable {
        /// In canonical order.
        public var builtins: [Builtin]
        /// A segment of four zeros behind the builtins, which the reference's modular builtins keep.
        public var hasZeroSegment: Bool

        public init(builtins: [Builtin], hasZeroSegment: Bool) {
            self.builtins = builtins
            self.hasZeroSegment = hasZeroSegment
        }

        /// The reference's layout for stwo: no ecdsa, no keccak.
        public static var stwo: Layout {
            Layout(
                builtins: [
                    .output, .pedersen, .rangeCheck, .bitwise, .ecOp, .poseidon, .rangeCheck96, .addMod, .mulMod,
                ], hasZeroSegment: true)
        }

        /// All eleven builtins of a proof, as block programs have them.
        public static var complete: Layout { Layout(builtins: Builtin.proven, hasZeroSegment: false) }
    }

    public let machine: Machine
    public let layout: Layout
    /// The builtins whose start pointers are on the stack, and whose stop pointers `main` returns.
    public let stack: [Builtin]

    /// Loads the program and the initial stack. A builtin on the stack without a segment gets 0 as its pointer.
    public init(
        _ program: CairoProgram, layout: Layout, stack: [Builtin], limits: MachineLimits,
        environment: any RunEnvironment
    ) throws(MachineError) {
        machine = try Machine(program: program, limits: limits, tracing: true, environment: environment)
        self.layout = layout
        self.stack = stack
        guard program.count > ProofRun.endOffset + 1 else { throw .badProgram }
        var starts: [Builtin: MemoryValue] = [:]
        for builtin in layout.builtins {
            let segment = try machine.addSegment(builtin: builtin)
            starts[builtin] = MemoryValue(MachineAddress(segment: segment, offset: 0))
        }
        if layout.hasZeroSegment { _ = try machine.addSegment([MemoryValue](repeating: .zero, count: 4)) }
        var cells: [MemoryValue] = [.pointer(1, 2), .zero]
        cells += stack.map { starts[$0] ?? .zero }
        try machine.write(cells, at: MachineAddress(segment: 1, offset: 0))
        machine.setRegisters(pc: MachineAddress(segment: 0, offset: 0), ap: 2, fp: 2)
        machine.setEnd(MachineAddress(segment: 0, offset: UInt64(ProofRun.endOffset)))
    }

    /// The steps before the endless jump.
    public private(set) var mainSteps: UInt64 = 0

    /// Runs to the end, executes the jump once, places temporary segments and completes the builtins.
    public func run() throws(MachineError) {
        try machine.run()
        mainSteps = machine.steps
        guard machine.pc == MachineAddress(segment: 0, offset: UInt64(ProofRun.endOffset)), machine.fp == 2 else {
            throw .security
        }
        try machine.stepOnce()
        try machine.placeTemporarySegments()
        try machine.completeBuiltins()
        for (i, builtin) in stack.enumerated() { try checkStop(builtin, i) }
    }

    /// The stop pointer that `main` left for a builtin must be where its use ends.
    private func checkStop(_ builtin: Builtin, _ index: Int) throws(MachineError) {
        guard machine.ap >= UInt64(stack.count) else { throw .stopPointer }
        let cell = MachineAddress(segment: 1, offset: machine.ap - UInt64(stack.count) + UInt64(index))
        guard let segment = segment(of: builtin) else { return }
        let size = machine.instances(of: builtin) * UInt64(builtin.cellsPerInstance)
        let pointer = try machine.address(at: cell)
        guard pointer == MachineAddress(segment: segment, offset: size) else { throw .stopPointer }
    }

    /// The segment of a builtin.
    public func segment(of builtin: Builtin) -> UInt64? {
        layout.builtins.firstIndex(of: builtin).map { UInt64($0) + 2 }
    }
}
