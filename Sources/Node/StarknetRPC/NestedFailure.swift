import JSONCoding
public import StarknetModel

/// Why an execution failed: CONTRACT_EXECUTION_ERROR of the specification, calls inside each other with a text at the end.
public struct NestedFailure: Sendable, Equatable {
    /// From the outside.
    public var calls: [FailedCall]
    public var text: String

    public init(calls: [FailedCall] = [], text: String) {
        self.calls = calls
        self.text = text
    }

    func write(to w: inout JSONWriter) { write(calls[...], &w) }

    private func write(_ rest: ArraySlice<FailedCall>, _ w: inout JSONWriter) {
        guard let call = rest.first else { return w.string(text) }
        w.object { w in
            w.field("contract_address", felt: call.contract)
            w.field("class_hash", felt: call.classHash)
            w.field("selector", felt: call.selector)
            w.key("error")
            write(rest.dropFirst(), &w)
        }
    }
}
