import BlockProgramRunning
import BlockPrograms
import BlockVerifying
import CasmModel
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution

/// Executions that were aborted are in the program like all others, up to the abort and on in the void.
struct AbortedExecutionTests {
    @Test(arguments: [BlockProgramGenerator.Mode.placed, .asserted])
    func `every kind of abort is executed, accepted by the clear verifier, and its program runs`(
        mode: BlockProgramGenerator.Mode
    ) throws {
        let calls = AbortedBlock.all
        let (block, causes) = try AbortedBlock.make(calls, mode: mode)
        #expect(causes == calls.map(\.cause))
        #expect(try block.rejection() == nil)
        #expect(try block.endings() == calls.map { $0.cause == nil ? .succeeded : .reverted })
        // Each execution has its frame, whatever became of it.
        #expect(block.executed.recording.transactions.allSatisfy { $0.roots.map(\.kind) == [.validate, .execute] })
        let run = try BlockRun(block.program, classes: { block.casm[$0] })
        _ = try run.run()
    }

    @Test func `code that catches the void goes on, and nothing comes of it`() throws {
        let (block, _) = try AbortedBlock.make([.init(.recursionDepth, "nest", [60, 99, 12])])
        let void = [SystemCallRecording.Response.array([ProtocolFelts.aborted])]
        let frames = block.frames.filter { $0.systemCalls.contains { $0.response == void } }
        #expect(frames.count == ProtocolConstants.depthMax)
        // The innermost caught it: it read and wrote in the void.
        let last = try #require(frames.last)
        let calls = last.systemCalls.drop { $0.response != void }
        #expect(calls.count > 1 && calls.allSatisfy { $0.response == void && $0.gasLeft == 0 && $0.failed })
        // Nothing of the execution is left but the nonce.
        let diff = block.block.stateDiff
        #expect(diff.storage.isEmpty && diff.nonces.count == 1 && block.block.receipts[0].events.isEmpty)
    }

    @Test func `a class that the block declares later is not there yet`() throws {
        let token = try UndeclaredClass.compiled(), hash = token.declaration.classHash
        func deploy(_ demo: DemoChain, _ nonce: UInt64) throws -> Transaction {
            try demo.invoke(
                0, nonce: nonce, .universalDeployer, "deployContract",
                [hash.felt, 7, 1, 10, 0, 0, 0, 0, 0, 0, 18, 5, 0, demo.accounts[1].address.felt])
        }
        let block = try ProvenBlock { demo in
            [
                (try deploy(demo, 0), nil),
                (
                    try demo.declare(
                        1, nonce: 0, classHash: hash, compiledClassHash: token.declaration.compiledClassHash), token
                ), (try deploy(demo, 1), nil),
            ]
        }
        #expect(block.block.receipts.map(\.status.isReverted) == [true, false, false])
        #expect(try block.rejection() == nil)
    }
}
