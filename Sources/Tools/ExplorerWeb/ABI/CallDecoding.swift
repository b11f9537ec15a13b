/// Puts names on calls and events where a class's ABI claims them.
enum CallDecoding {
    /// - Parameter abi: the ABI of a class by its hash; nil where it is not known.
    static func decode(_ call: CallView, abi: (String) -> ContractABI?) -> CallView {
        var call = call
        if let known = abi(call.classHash), let function = known.functions[call.selector] {
            call.decoded = ABIDecoder.decode(
                name: function.name, parameters: function.inputs, words: call.calldata, abi: known)
            if !call.isReverted, !function.outputs.isEmpty {
                call.decodedResult = ABIDecoder.decode(
                    name: "result", parameters: function.outputs, words: call.result, abi: known)
            }
        }
        call.inner = call.inner.map { decode($0, abi: abi) }
        return call
    }

    /// The first key is the event's selector; further keys and data are its members.
    static func decode(_ event: EventView, abi: ContractABI?) -> EventView {
        guard let abi, let selector = event.keys.first, let known = abi.events[selector] else { return event }
        let keys = known.members.filter(\.isKey).map(\.parameter)
        let data = known.members.filter { !$0.isKey }.map(\.parameter)
        guard
            let keyParts = ABIDecoder.decode(
                name: known.name, parameters: keys, words: Array(event.keys.dropFirst()), abi: abi),
            let dataParts = ABIDecoder.decode(name: known.name, parameters: data, words: event.data, abi: abi),
            case .parts(let first) = keyParts.content, case .parts(let second) = dataParts.content
        else { return event }
        var event = event
        event.decoded = DecodedItem(name: known.name, type: "", content: .parts(first + second))
        return event
    }
}
