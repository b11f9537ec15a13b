public import FiniteFields

/// Members of an object whose values are scalars: the name and the value in one line.
extension JSONWriter {
    public mutating func field(_ name: String, felt value: Felt252) {
        key(name)
        felt(value)
    }

    public mutating func field(_ name: String, felts values: some Sequence<Felt252>) {
        key(name)
        felts(values)
    }

    public mutating func field(_ name: String, integer value: some BinaryInteger) {
        key(name)
        integer(value)
    }

    public mutating func field(_ name: String, string value: String) {
        key(name)
        string(value)
    }

    public mutating func field(_ name: String, bool value: Bool) {
        key(name)
        bool(value)
    }

    public mutating func field(_ name: String, number value: Double) {
        key(name)
        number(value)
    }

    public mutating func field(_ name: String, hex value: some UnsignedInteger) {
        key(name)
        hex(value)
    }
}
