public import FiniteFields
public import JSONCoding
public import StarknetModel

extension GasPrice {
    func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.key("price_in_fri")
            w.hex(fri)
            w.key("price_in_wei")
            w.hex(wei)
        }
    }

    init(json: JSONValue) throws(JSONError) {
        self.init(wei: try json.member("price_in_wei").hexInteger(), fri: try json.member("price_in_fri").hexInteger())
    }
}

extension BlockContext {
    /// Writes the members that headers of finished and of pre-confirmed blocks share.
    public func writeMembers(to w: inout JSONWriter) {
        w.key("block_number")
        w.integer(number)
        w.key("timestamp")
        w.integer(timestamp)
        w.key("sequencer_address")
        w.felt(sequencer.felt)
        w.key("l1_gas_price")
        gasPrices.l1Gas.write(to: &w)
        w.key("l2_gas_price")
        gasPrices.l2Gas.write(to: &w)
        w.key("l1_data_gas_price")
        gasPrices.l1DataGas.write(to: &w)
        w.key("l1_da_mode")
        w.string(usesBlobs ? "BLOB" : "CALLDATA")
        w.key("starknet_version")
        w.string(version.text)
    }

    init(json: JSONValue) throws(JSONError) {
        let mode = try json.member("l1_da_mode").string()
        guard mode == "BLOB" || mode == "CALLDATA" else { throw json.mismatch("a block with a known l1_da_mode") }
        let text = try json.member("starknet_version").string()
        guard let version = ProtocolVersion.allCases.first(where: { $0.text == text }) else {
            throw try json.member("starknet_version").mismatch("a known protocol version")
        }
        self.init(
            number: try json.member("block_number").integer(), timestamp: try json.member("timestamp").integer(),
            sequencer: try ContractAddress(json: try json.member("sequencer_address")),
            gasPrices: GasPrices(
                l1Gas: try GasPrice(json: try json.member("l1_gas_price")),
                l1DataGas: try GasPrice(json: try json.member("l1_data_gas_price")),
                l2Gas: try GasPrice(json: try json.member("l2_gas_price"))),
            usesBlobs: mode == "BLOB", version: version)
    }
}

extension BlockHeader {
    /// Writes the members of a BLOCK_HEADER. `hash` is the block's.
    public func writeMembers(to w: inout JSONWriter, hash: Felt252) {
        w.key("block_hash")
        w.felt(hash)
        w.key("parent_hash")
        w.felt(parentHash)
        w.key("new_root")
        w.felt(stateRoot)
        context.writeMembers(to: &w)
        w.key("state_diff_commitment")
        w.felt(stateDiffCommitment)
        w.key("state_diff_length")
        w.integer(stateDiffLength)
        w.key("transaction_commitment")
        w.felt(transactionCommitment)
        w.key("transaction_count")
        w.integer(transactionCount)
        w.key("event_commitment")
        w.felt(eventCommitment)
        w.key("event_count")
        w.integer(eventCount)
        w.key("receipt_commitment")
        w.felt(receiptCommitment)
    }

    /// Reads the members of a BLOCK_HEADER. The given `block_hash` is not part of it: compare it with `hash`.
    public init(json: JSONValue) throws(JSONError) {
        self.init(
            context: try BlockContext(json: json), parentHash: try json.member("parent_hash").felt(),
            stateRoot: try json.member("new_root").felt(),
            transactionCount: try json.member("transaction_count").integer(),
            eventCount: try json.member("event_count").integer(),
            stateDiffLength: try json.member("state_diff_length").integer(),
            stateDiffCommitment: try json.member("state_diff_commitment").felt(),
            transactionCommitment: try json.member("transaction_commitment").felt(),
            eventCommitment: try json.member("event_commitment").felt(),
            receiptCommitment: try json.member("receipt_commitment").felt())
    }
}
