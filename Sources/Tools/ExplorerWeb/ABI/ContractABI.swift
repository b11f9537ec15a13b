/// A function of a contract's interface, as its ABI claims.
public struct ABIFunction: Sendable, Equatable {
    public struct Parameter: Sendable, Equatable {
        public var name: String
        public var typeName: String
        public var type: ABIType { ABIType(parsing: Substring(typeName)) }

        public init(name: String, typeName: String) {
            self.name = name
            self.typeName = typeName
        }
    }
    public var name: String
    public var inputs: [Parameter]
    public var outputs: [Parameter]
    public var isView: Bool

    public init(name: String, inputs: [Parameter], outputs: [Parameter], isView: Bool) {
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self.isView = isView
    }
}

/// An event of the ABI that is a struct: its members, keys first as the contract lists them.
public struct ABIEvent: Sendable, Equatable {
    public struct Member: Sendable, Equatable {
        public var parameter: ABIFunction.Parameter
        public var isKey: Bool

        public init(parameter: ABIFunction.Parameter, isKey: Bool) {
            self.parameter = parameter
            self.isKey = isKey
        }
    }
    public var name: String
    public var members: [Member]

    public init(name: String, members: [Member]) {
        self.name = name
        self.members = members
    }
}

/// What the explorer uses of a class's ABI. An ABI is a claim of whoever declared the class: it decides how values are
/// labelled, never what they are.
public struct ContractABI: Sendable, Equatable {
    /// By selector, minimal hex.
    public var functions: [String: ABIFunction]
    /// By selector of the event's last name.
    public var events: [String: ABIEvent]
    public var structs: [String: [ABIFunction.Parameter]]
    public var enums: [String: [ABIFunction.Parameter]]

    public init(
        functions: [String: ABIFunction] = [:], events: [String: ABIEvent] = [:],
        structs: [String: [ABIFunction.Parameter]] = [:], enums: [String: [ABIFunction.Parameter]] = [:]
    ) {
        self.functions = functions
        self.events = events
        self.structs = structs
        self.enums = enums
    }
}
