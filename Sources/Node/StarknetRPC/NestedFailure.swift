public import FiniteFields
import JSONCoding

/// Why an execution failed: CONTRACT_EXECUTION_ERROR of the specification, calls inside each other with a text at the end.
public struct NestedFailure: Sendable, Equatable {
    public struct Call: Sendable, Equatable {
        public var contract: Felt252
        public var classHash: Felt252
        public var selector: Felt252

        public init(contract: Felt252, classHash: Felt252, selector: Felt252) {
            self.contract = contract
            self.classHash = classHash
            self.selector = selector
        }
    }

    /// From the outside.
    public var calls: [Call]
    public var text: String

    public init(calls: [Call] = [], text: String) {
        self.calls = calls
        self.text = text
    }

    func write(to w: inout JSONWriter) { write(calls[...], &w) }

    private func write(_ rest: ArraySlice<Call>, _ w: inout JSONWriter) {
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
