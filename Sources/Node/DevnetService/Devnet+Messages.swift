import ByteCoding
import FiniteFields
import JSONCoding
import NodeService
import StarknetJSON
import StarknetModel
import StarknetRPC

/// The messages between L1 and this chain. There is no L1: who calls plays it.
extension Devnet {
    /// Hands a message of L1 to its handler, in a block as transactions are.
    func sendMessage(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let sender = try p.felt("l1_contract_address")
        guard sender.isL1Address else {
            throw RPCError.invalidParameters.because("l1_contract_address has more than 160 bits")
        }
        guard try p.required("paid_fee_on_l1").hexInteger(UInt128.self) > 0 else {
            throw RPCError.unexpected.because("no fee was paid on L1")
        }
        let payload = try p.required("payload").felts(countMax: ProtocolConstants.calldataMax - 1)
        let message = L1HandlerTransaction(
            contractAddress: try p.address("l2_contract_address"),
            entryPointSelector: try p.felt("entry_point_selector"), calldata: [sender] + payload,
            nonce: try p.felt("nonce"))
        let origin = try p.optional("l1_transaction_hash").map { json throws(JSONError) in try L1Hash.digits(json) }
        let chain = try chain()
        let hash = try chain.execution.submit(message, from: origin)
        chain.transactionArrived()
        w.object { w in w.field("transaction_hash", felt: hash) }
    }

    /// What L1 does with a message that a block sent to it.
    func consumeMessage(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let to = try p.felt("to_address"), chain = try chain()
        guard to.isL1Address else { throw RPCError.invalidParameters.because("to_address has more than 160 bits") }
        let message = MessageToL1(
            from: try p.address("from_address"), to: to,
            payload: try p.required("payload").felts(countMax: ProtocolConstants.messageFeltsMax))
        let hash = "0x" + HexBytes.encode(message.hash)
        guard try chain.outbox.consume(message, in: chain.store) else {
            throw RPCError.unexpected.because("there is no message \(hash), or it is consumed")
        }
        w.object { w in w.field("message_hash", string: hash) }
    }

    /// Shows what waits to be sent to L1; with nothing connected there is nobody to send it to.
    func flushMessages(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        guard try p.optional("dry_run")?.bool() ?? false else {
            throw RPCError.unexpected.because("not supported: there is no connection to L1; dry_run shows the messages")
        }
        let chain = try chain()
        let messages = try chain.outbox.messages(in: chain.store)
        w.object { w in
            w.key("messages_to_l1")
            w.array(messages) { w, message in message.write(to: &w) }
            for name in ["messages_to_l2", "generated_l2_transactions"] { w.field(name, felts: []) }
            w.field("l1_provider", string: "dry run")
        }
    }
}
