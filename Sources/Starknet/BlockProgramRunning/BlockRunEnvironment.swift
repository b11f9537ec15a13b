import BlockPrograms
import CairoMachine
import FiniteFields

/// The surroundings of a block program's run: no system calls, memory where the allocation plan says
/// (block program §8).
final class BlockRunEnvironment: RunEnvironment {
    private let plan: AllocationPlan
    /// The frame that is running, with its placed allocations.
    private var placed: [Int: Int] = [:]
    private var dictionarySizes: [Int] = []
    private var seed: Felt252?
    /// The number of the next allocation hint of the frame.
    private var ordinal = 0
    /// The segment of the frame's dictionaries and the end of the last one.
    private var dictionaries: MachineAddress?

    init(_ plan: AllocationPlan) { self.plan = plan }

    /// A frame begins: everything that hints remember starts anew.
    func mark(_ machine: Machine, _ number: Int) throws(MachineError) {
        guard number >= 0, number < plan.frames.count else { throw .badProgram }
        placed = [:]
        for allocation in plan.frames[number].placed { placed[allocation.ordinal] = allocation.offset }
        dictionarySizes = plan.frames[number].dictionarySizes ?? []
        seed = plan.frames[number].pointSeed
        ordinal = 0
        dictionaries = nil
        machine.resetHints()
    }

    func systemCall(_ machine: Machine, at pointer: MachineAddress) throws(MachineError) {}

    func pointSeed() -> Felt252? { seed }

    private func nextPlace() -> MachineAddress? {
        defer { ordinal += 1 }
        return placed[ordinal].map { MachineAddress(segment: 0, offset: UInt64($0)) }
    }

    func allocateSegment(_ machine: Machine) throws(MachineError) -> MachineAddress {
        if let place = nextPlace() { return place }
        return MachineAddress(segment: try machine.addSegment(), offset: 0)
    }

    func allocate(_ machine: Machine, cells: UInt64) throws(MachineError) -> MachineAddress? { nextPlace() }

    /// Dictionaries of a frame lie back to back in one segment, with one free cell between two.
    func allocateDictionary(_ machine: Machine, index: UInt64) throws(MachineError) -> MachineAddress {
        let base: MachineAddress
        if let dictionaries {
            base = dictionaries
        } else {
            base = MachineAddress(segment: try machine.addSegment(), offset: 0)
            dictionaries = base
        }
        guard index < UInt64(dictionarySizes.count) else { throw .badProgram }
        let before = dictionarySizes[0..<Int(index)].reduce(UInt64(0)) { $0 + UInt64($1) + 1 }
        return MachineAddress(segment: base.segment, offset: before)
    }
}
