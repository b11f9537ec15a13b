public import BlockPrograms
import CasmModel
public import FiniteFields
import ProtocolRules
import StarknetModel

/// A frame does on the machine something else than its recording says.
public struct RecordingMismatch: Error, Equatable, Sendable {
    public init() {}
}

extension FrameRecording {
    /// What another engine recorded of a frame, with what only the machine knows of it: where arrays lie, and how many steps it
    /// is. The machine runs the frame against its transcript, without any state; all that both engines say must be the same.
    ///
    /// `number`: its place among the transaction's frames. `transaction` and `block`: what its contract saw. `pointSeed`: what
    /// the arbitrary points of the transaction come from.
    public func completed(
        _ contractClass: ContractClass, _ transaction: TransactionInfo, block: RecordedContext, pointSeed: Felt252,
        number: Int
    ) throws(RecordingMismatch) -> FrameRecording {
        guard let address = ContractAddress(address), let caller = ContractAddress(caller) else {
            throw RecordingMismatch()
        }
        let (gas, overflow) = gasIn.addingReportingOverflow(ProtocolConstants.entryPointBudget)
        guard !overflow else { throw RecordingMismatch() }
        let server = TranscriptServer(self, transaction, block: block, pointSeed: pointSeed)
        let frame = Frame(
            call: EntryCall(
                classHash: ClassHash(classHash), address: address, caller: caller, type: type, selector: selector,
                calldata: calldata, gas: gas, isValidation: isValidation),
            entry: CasmEntryPoint(selector: selector, offset: offset, builtins: builtins),
            contractClass: contractClass, number: number, host: server)
        let made: FrameRecording
        do { made = try MachineExecutor().run(frame) } catch { throw RecordingMismatch() }
        guard server.answered == systemCalls.count, made.withoutPlaces == withoutPlaces else {
            throw RecordingMismatch()
        }
        return made
    }
}
