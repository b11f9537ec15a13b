import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

/// The methods about messages of L1.
extension RPCService {
    func estimateMessageFee(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let message = try p.required("message")
        try L1Hash.checkAddress(try message.member("from_address"))
        let sender = try message.member("from_address").felt()
        let payload = try message.member("payload").felts(countMax: ProtocolConstants.calldataMax - 1)
        let handler = L1HandlerTransaction(
            contractAddress: try ContractAddress(json: try message.member("to_address")),
            entryPointSelector: try message.member("entry_point_selector").felt(), calldata: [sender] + payload,
            nonce: .zero)
        let gas: GasVector
        do { gas = try execution.estimate(handler, state: try state(try p.block()), p.stop) } catch let error
            as RPCError
        {
            // Older versions have no error of its own for it.
            guard error == .contractNotFound, p.version < .v0_10 else { throw error }
            throw RPCError.contractFailure(
                NestedFailure(text: "Requested contract address \(handler.contractAddress.felt.hex) is not deployed."))
        }
        // On L1 it is paid in its own coin.
        write(estimate: gas, try execution.nextBlock().gasPrices, unit: .wei, &w)
    }

    /// What became of the messages that a transaction of L1 sent.
    func getMessagesStatus(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hashes = execution.messages(ofL1Transaction: try L1Hash.digits(try p.required("transaction_hash")))
        guard !hashes.isEmpty else { throw RPCError.transactionHashNotFound }
        var statuses: [[UInt8]] = []
        for hash in hashes {
            var status = JSONWriter()
            try writeStatus(of: hash, isNamed: true, p.version, &status)
            statuses.append(status.bytes)
        }
        w.array(statuses) { w, status in w.raw(status) }
    }
}
