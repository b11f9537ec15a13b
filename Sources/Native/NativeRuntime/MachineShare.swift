import BlockPrograms
import CasmModel
import ProtocolRules
import StarknetModel
import TransactionExecution

/// How much of the machine's memory a frame would have taken at most, told from its gas.
///
/// A machine that ends for want of memory ends the execution, and native code does not know of it. So where the machine might
/// have come near its bound, the frame is given to the machine, which decides.
///
/// A step costs 100 and fills three cells at most; a cell that nothing fills costs 10; a uses of a builtin costs more than its
/// cells would as such. Blocks of memory have up to twice as many cells as are filled, and at least 32: each may be one of an
/// array, which costs a step.
struct MachineShare {
    /// Cells for 100 of gas: 2 · (3 + 10) and 32.
    static let cellsPerStepGas: UInt64 = 58
    /// For what every frame begins with.
    private static let cellsAtStart: UInt64 = 4_096

    private let most: UInt64
    private let gas: UInt64
    /// What the frame did not pay for: code, calldata, answers.
    private var unpaid: UInt64
    /// What it paid for system calls, which is not for the machine.
    private var elsewhere: UInt64 = 0

    init(_ frame: Frame) {
        most = frame.cells
        gas = frame.call.gas
        let code = frame.contractClass.casm.bytecode.count
        unpaid = MachineShare.cellsAtStart + 2 * UInt64(code) + 2 * UInt64(frame.call.calldata.count)
        for field in frame.transaction.fields {
            if case .array(let felts) = field { unpaid += 2 * UInt64(felts.count) + 32 }
        }
    }

    /// The cells that are left, with so much gas left; nil for none.
    func left(gas left: UInt64) -> UInt64? {
        let paid = gas - min(gas, left)
        let machine = paid - min(paid, elsewhere)
        let (product, overflow) = (machine / 100 + 1).multipliedReportingOverflow(by: MachineShare.cellsPerStepGas)
        guard !overflow, let used = Optional(product.addingReportingOverflow(unpaid)), !used.overflow else {
            return nil
        }
        return used.partialValue < most ? most - used.partialValue : nil
    }

    /// Takes a system call into account.
    mutating func note(_ call: SystemCallRecording) {
        elsewhere += call.gas - min(call.gas, call.gasLeft)
        unpaid += 64
        for item in call.response {
            switch item {
            case .felt, .executionInfo: unpaid += 1
            case .array(let felts), .cells(let felts), .point(let felts): unpaid += 2 * UInt64(felts.count) + 32
            }
        }
    }
}
