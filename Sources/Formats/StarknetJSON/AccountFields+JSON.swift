import FiniteFields
import JSONCoding
import StarknetModel

extension ResourceBounds {
    init(json: JSONValue) throws(JSONError) {
        try json.requireOnly(["max_amount", "max_price_per_unit"])
        self.init(
            maxAmount: try json.member("max_amount").hexInteger(),
            maxPricePerUnit: try json.member("max_price_per_unit").hexInteger())
    }

    func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.field("max_amount", hex: maxAmount)
            w.field("max_price_per_unit", hex: maxPricePerUnit)
        }
    }
}

extension AllResourceBounds {
    init(json: JSONValue) throws(JSONError) {
        try json.requireOnly(["l1_gas", "l2_gas", "l1_data_gas"])
        self.init(
            l1Gas: try ResourceBounds(json: try json.member("l1_gas")),
            l2Gas: try ResourceBounds(json: try json.member("l2_gas")),
            l1DataGas: try ResourceBounds(json: try json.member("l1_data_gas")))
    }

    func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.key("l1_gas")
            l1Gas.write(to: &w)
            w.key("l1_data_gas")
            l1DataGas.write(to: &w)
            w.key("l2_gas")
            l2Gas.write(to: &w)
        }
    }
}

extension DataAvailabilityMode {
    init(json: JSONValue) throws(JSONError) {
        switch try json.string() {
        case "L1": self = .l1
        case "L2": self = .l2
        default: throw json.mismatch("L1 or L2")
        }
    }

    var text: String { self == .l1 ? "L1" : "L2" }
}

extension AccountFields {
    /// The members that all account transactions share.
    static let memberNames: Set<String> = [
        "type", "version", "nonce", "signature", "resource_bounds", "tip", "paymaster_data",
        "nonce_data_availability_mode", "fee_data_availability_mode", "transaction_hash",
    ]

    init(json: JSONValue) throws(JSONError) {
        self.init(
            nonce: try json.member("nonce").felt(),
            signature: try json.member("signature").felts(countMax: ProtocolConstants.signatureMax),
            resourceBounds: try AllResourceBounds(json: try json.member("resource_bounds")),
            tip: try json.member("tip").hexInteger(),
            paymasterData: try json.member("paymaster_data").felts(countMax: ProtocolConstants.calldataMax),
            nonceDataAvailabilityMode: try DataAvailabilityMode(json: try json.member("nonce_data_availability_mode")),
            feeDataAvailabilityMode: try DataAvailabilityMode(json: try json.member("fee_data_availability_mode")))
    }

    func writeMembers(to w: inout JSONWriter) {
        w.field("nonce", felt: nonce)
        w.field("signature", felts: signature)
        w.key("resource_bounds")
        resourceBounds.write(to: &w)
        w.field("tip", hex: tip)
        w.field("paymaster_data", felts: paymasterData)
        w.field("nonce_data_availability_mode", string: nonceDataAvailabilityMode.text)
        w.field("fee_data_availability_mode", string: feeDataAvailabilityMode.text)
    }
}
