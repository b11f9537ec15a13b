import BlockPrograms
import CasmModel
import DemoChains
import FiniteFields
import HashFunctions
import ProtocolRules
import StarknetModel
import Testing

@testable import TransactionExecution

/// The frames of an execution have one bound of memory for all that are under way.
struct MemoryShareTests {
    private func call(_ demo: DemoChain, depth: Int, isValidation: Bool = false) -> EntryCall {
        EntryCall(
            classHash: demo.classes.fibonacci.sierra.hash, address: GenesisConfiguration.fibonacciAddress,
            caller: .zero,
            type: .external, selector: StarknetKeccak.selector("fibonacci"), calldata: [20], gas: 10_000_000,
            depth: depth, isValidation: isValidation)
    }

    /// Runs the call in a frame; nil when the machine found no room.
    private func run(_ host: MachineHost, _ call: EntryCall) throws -> FrameOutcome? {
        let entries = try host.entryPoints(of: call.classHash)
        let entry = try #require(entries?.find(call.type, call.selector))
        do throws(RuleStop<StateReadError>) { return try host.run(call, entry) } catch {
            guard case .abort(.machine(let reason)) = error else { throw error }
            #expect(reason == Array("Memory limit reached.".utf8))
            return nil
        }
    }

    @Test func `an inner frame has what the ones around it left`() throws {
        let demo = try DemoChain(), executor = try demo.executor()
        let sent = try demo.invoke(
            0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [10], gas: 50_000_000)
        #expect(try executor.execute(sent).receipt.status == .succeeded)
        // As the inner frame's last system call left it.
        let left = executor.host.cells
        let code = demo.classes.account.casm.bytecode.count + demo.classes.fibonacci.casm.bytecode.count
        #expect(left > 0 && left + UInt64(code) <= ProtocolConstants.cellsMax)
    }

    @Test func `a frame ends where that is used up`() throws {
        let demo = try DemoChain(), host = try demo.executor().host
        host.cells = 1 << 16
        #expect(try run(host, call(demo, depth: 1))?.failed == false)
        // Less than its code.
        host.cells = 200
        #expect(try run(host, call(demo, depth: 1)) == nil)
        #expect(try run(host, call(demo, depth: 0))?.failed == false)
        #expect(host.cells == ProtocolConstants.cellsMax)
    }

    @Test func `a validation has less`() throws {
        let demo = try DemoChain(), host = try demo.executor().host
        #expect(try run(host, call(demo, depth: 0, isValidation: true))?.failed == false)
        #expect(host.cells == ProtocolConstants.validationCellsMax)
    }
}
