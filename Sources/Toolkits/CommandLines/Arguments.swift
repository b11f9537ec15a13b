/// The parsed arguments of a command, with typed access. Errors are `UsageError` and name the option.
public struct Arguments: Sendable {
    var values: [String: [String]]
    /// Positional arguments in order.
    public internal(set) var operands: [String]

    /// Whether a flag is set.
    public func flag(_ name: String) -> Bool {
        guard let value = values[name]?.last else { return false }
        return ["1", "true", "yes"].contains(value)
    }

    /// The value of an option, nil when it was not given and has no default.
    public func string(_ name: String) -> String? { values[name]?.last }

    /// All values of an option that repeats.
    public func strings(_ name: String) -> [String] { values[name] ?? [] }

    /// The value of an option that must be given.
    public func required(_ name: String) throws -> String {
        if let value = string(name) { return value }
        throw UsageError("--\(name) is required")
    }

    /// A decimal integer in a range.
    public func integer<T: FixedWidthInteger>(_ name: String, in range: ClosedRange<T>) throws -> T? {
        guard let text = string(name) else { return nil }
        guard let value = T(text), range.contains(value) else {
            throw UsageError("--\(name): '\(text)' is not an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A decimal integer that must be given or have a default.
    public func requiredInteger<T: FixedWidthInteger>(_ name: String, in range: ClosedRange<T>) throws -> T {
        if let value = try integer(name, in: range) { return value }
        throw UsageError("--\(name) is required")
    }

    /// A finite decimal number in a range.
    public func number(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
        guard let text = string(name) else { return nil }
        guard let value = Double(text), range.contains(value) else {
            throw UsageError("--\(name): '\(text)' is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}
