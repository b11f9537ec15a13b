import BlockPrograms
import CairoMachine
import FiniteFields
import ProtocolRules
import StarknetModel

extension FrameRunner {
    /// The struct that `GetExecutionInfo` points to, layout V3 (EXEC §3.11); one per frame.
    func makeExecutionInfo(_ machine: Machine) throws(MachineError) -> MachineAddress {
        if let executionInfo { return executionInfo }
        let block = try machine.addSegment(
            frame.block.map { MemoryValue($0) })
        var cells: [MemoryValue] = []
        for field in frame.transaction.fields {
            switch field {
            case .felt(let felt): cells.append(MemoryValue(felt))
            case .array(let content):
                let start = try machine.addSegment(content.map { MemoryValue($0) })
                cells.append(MemoryValue(start))
                cells.append(MemoryValue(MachineAddress(segment: start.segment, offset: UInt64(content.count))))
            }
        }
        let transaction = try machine.addSegment(cells)
        let info = try machine.addSegment([
            MemoryValue(block), MemoryValue(transaction), MemoryValue(call.caller.felt), MemoryValue(call.address.felt),
            MemoryValue(call.selector),
        ])
        executionInfo = info
        return info
    }
}
