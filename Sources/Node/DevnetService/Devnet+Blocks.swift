import StarknetModel
import Threading
import BlockProduction
import Observability
import FiniteFields
import JSONCoding
import StarknetRPC
import TransactionExecution

extension Devnet {
    func createBlock(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let block = try makeBlock()
        w.object { w in
            w.field("block_hash", felt: block.hash)
        }
    }

    /// Sets the time, and makes a block of that time unless told not to.
    func setTime(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let time = try p.required("time").integer(UInt64.self)
        let makesBlock = try p.optional("generate_block")?.bool() ?? true
        let head = try chain().producer.nextContext().timestamp
        guard time >= head || time >= clock.now else {
            throw RPCError.invalidParameters.because("time does not go back: the chain is at \(head)")
        }
        clock.set(time)
        let block = makesBlock ? try makeBlock() : nil
        w.object { w in
            w.field("block_timestamp", integer: time)
            write(block, &w)
        }
    }

    /// Moves time ahead and makes a block.
    func increaseTime(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let seconds = try p.required("time").integer(UInt64.self)
        clock.advance(by: seconds)
        let block = try makeBlock()
        w.object { w in
            w.field("timestamp_increased_by", integer: seconds)
            write(block, &w)
        }
    }

    private func write(_ block: ExecutedBlock?, _ w: inout JSONWriter) {
        w.key("block_hash")
        if let block { w.felt(block.hash) } else { w.null() }
    }

    private func makeBlock() throws -> ExecutedBlock {
        do {
            guard let block = try chain().makeBlock(evenEmpty: true) else { throw RPCError.internalError }
            return block
        } catch let error as ProducerError {
            throw RPCError.internalError.because(ErrorSentence.text(of: error))
        }
    }

    /// Begins the chain anew, at the time at which it began.
    func restart(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        try replacement.withLock { () throws in
            if let start = settings.startTime { clock.set(start) }
            show(try DevnetChain(settings, clock, artifacts: artifacts))
        }
        w.null()
    }
}
