/// Bodies that were too large to be kept, made again from what the recording says of them.
enum DescribedBodies {
    /// The body of a step; nil for one that is not known.
    static func body(of step: Int, in flow: RecordedFlow) -> [UInt8]? {
        switch (flow.name, step) {
        case ("03-declare", 38): return longClass(in: flow)
        case ("08-errors", 122): return longCall(flow.steps[step])
        case ("08-errors", 123):
            let spaces = [UInt8](repeating: UInt8(ascii: " "), count: 20_971_520)
            return Array(#"{"jsonrpc":"2.0","id":1,"method":"starknet_chainId","params":["#.utf8) + spaces + "]}".utf8
        default: return nil
        }
    }

    /// A declaration of a program of 81,928 felts: beyond the network's limit, which is looked at before the signature.
    private static func longClass(in flow: RecordedFlow) -> [UInt8]? {
        guard
            case .json(let request)? = flow.steps.first(where: { $0.method == "starknet_addDeclareTransaction" })?.body
        else { return nil }
        let program = ["0x1", "0x7", "0x0"] + [String](repeating: "0x1", count: 81_925)
        return Array(request.replacing("sierra_program", by: .array(program.map { .string($0) })).json.utf8)
    }

    /// A call with 300,000 felts of calldata, of the contract and entry point that the answer names.
    private static func longCall(_ step: RecordedStep) -> [UInt8]? {
        guard let failed = step.answer?["error"]?["data"]?["revert_error"],
            let contract = failed["contract_address"]?.text, let selector = failed["selector"]?.text
        else { return nil }
        let calldata = [String](repeating: #""0x1""#, count: 300_000).joined(separator: ",")
        let call =
            #"{"contract_address":"\#(contract)","entry_point_selector":"\#(selector)","calldata":[\#(calldata)]}"#
        return Array(#"{"jsonrpc":"2.0","id":1,"method":"starknet_call","params":[\#(call),"latest"]}"#.utf8)
    }
}

extension JSONTree {
    /// The same with another value at every member of this name.
    fileprivate func replacing(_ key: String, by value: JSONTree) -> JSONTree {
        switch self {
        case .array(let list): .array(list.map { $0.replacing(key, by: value) })
        case .object(let members):
            .object(
                members.map { Member(key: $0.key, value: $0.key == key ? value : $0.value.replacing(key, by: value)) })
        default: self
        }
    }
}
