public import FiniteFields
public import JSONCoding
public import StarknetModel

extension GasPrice {
    func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.field("price_in_fri", hex: fri)
            w.field("price_in_wei", hex: wei)
        }
    }

    init(json: JSONValue) throws(JSONError) {
        self.init(wei: try json.member("price_in_wei").hexInteger(), fri: try json.member("price_in_fri").hexInteger())
    }
}

extension BlockContext {
    /// Writes the members that headers of finished and of pre-confirmed blocks share.
    public func writeMembers(to w: inout JSONWriter) {
        w.field("block_number", integer: number)
        w.field("timestamp", integer: timestamp)
        w.field("sequencer_address", felt: sequencer.felt)
        w.key("l1_gas_price")
        gasPrices.l1Gas.write(to: &w)
        w.key("l2_gas_price")
        gasPrices.l2Gas.write(to: &w)
        w.key("l1_data_gas_price")
        gasPrices.l1DataGas.write(to: &w)
        w.field("l1_da_mode", string: usesBlobs ? "BLOB" : "CALLDATA")
        w.field("starknet_version", string: version.text)
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
    /// Writes the members of a BLOCK_HEADER. `hash` is the block's; commitments and counts are there since version 0.10.
    public func writeMembers(to w: inout JSONWriter, hash: Felt252, commitments: Bool = true) {
        w.field("block_hash", felt: hash)
        w.field("parent_hash", felt: parentHash)
        w.field("new_root", felt: stateRoot)
        context.writeMembers(to: &w)
        guard commitments else { return }
        w.field("state_diff_commitment", felt: stateDiffCommitment)
        w.field("state_diff_length", integer: stateDiffLength)
        w.field("transaction_commitment", felt: transactionCommitment)
        w.field("transaction_count", integer: transactionCount)
        w.field("event_commitment", felt: eventCommitment)
        w.field("event_count", integer: eventCount)
        w.field("receipt_commitment", felt: receiptCommitment)
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
