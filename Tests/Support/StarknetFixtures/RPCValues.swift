public import FiniteFields
public import StarknetModel

/// What a recorded JSON value is missing.
public struct FixtureError: Error {
    let what: String
}

/// A JSON object as Foundation parses it.
public typealias JSONObject = [String: Any]

extension Felt252 {
    /// The felt of a hexadecimal JSON text.
    public init(json value: Any?) throws {
        guard let text = value as? String, let felt = Felt252(hex: text) else {
            throw FixtureError(what: "felt \(String(describing: value))")
        }
        self = felt
    }

    /// The felts of a JSON list; none where the list is missing.
    public static func list(json value: Any?) throws -> [Felt252] {
        try (value as? [Any] ?? []).map { try Felt252(json: $0) }
    }
}

extension ContractAddress {
    /// The address of a hexadecimal JSON text.
    public init(json value: Any?) throws {
        guard let address = ContractAddress(try Felt252(json: value)) else { throw FixtureError(what: "address") }
        self = address
    }
}

extension UInt64 {
    /// The number of a hexadecimal JSON text.
    public init(json value: Any?) throws {
        guard let number = try Felt252(json: value).asUInt64 else { throw FixtureError(what: "64 bits") }
        self = number
    }
}

extension UInt128 {
    /// The number of a hexadecimal JSON text.
    public init(json value: Any?) throws {
        guard let number = try Felt252(json: value).asUInt128 else { throw FixtureError(what: "128 bits") }
        self = number
    }
}

/// A member that must be an object.
public func object(_ value: Any?) throws -> JSONObject {
    guard let object = value as? JSONObject else { throw FixtureError(what: "object") }
    return object
}

/// A member that must be a list.
public func list(_ value: Any?) throws -> [Any] {
    guard let list = value as? [Any] else { throw FixtureError(what: "list") }
    return list
}

/// A member that must be text.
public func text(_ value: Any?) throws -> String {
    guard let text = value as? String else { throw FixtureError(what: "text") }
    return text
}
