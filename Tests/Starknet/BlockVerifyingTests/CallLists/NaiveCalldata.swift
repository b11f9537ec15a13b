import FiniteFields
import StarknetModel

/// The arguments of a call, read as compiled contracts read them.
struct NaiveCalldata {
    private var rest: ArraySlice<Felt252>
    private var parameter = 0

    init(_ felts: [Felt252]) { rest = felts[...] }

    private func failure() -> NaiveStop {
        .panic([Felt252(shortString: "Failed to deserialize param #\(parameter)") ?? .zero])
    }

    private mutating func next() throws(NaiveStop) -> Felt252 {
        guard let first = rest.popFirst() else { throw failure() }
        return first
    }

    private mutating func array() throws(NaiveStop) -> [Felt252] {
        guard let count = try next().asUInt64, count <= rest.count else { throw failure() }
        defer { rest = rest.dropFirst(Int(count)) }
        return Array(rest.prefix(Int(count)))
    }

    mutating func felt() throws(NaiveStop) -> Felt252 {
        parameter += 1
        return try next()
    }

    mutating func span() throws(NaiveStop) -> [Felt252] {
        parameter += 1
        return try array()
    }

    mutating func flag() throws(NaiveStop) -> Bool {
        parameter += 1
        let value = try next()
        guard value == .zero || value == .one else { throw failure() }
        return value == .one
    }

    /// Whom, which selector, with what: three parameters.
    mutating func call() throws(NaiveStop) -> NaiveCall {
        NaiveCall(to: try felt(), selector: try felt(), calldata: try span())
    }

    /// One parameter.
    mutating func calls() throws(NaiveStop) -> [NaiveCall] {
        parameter += 1
        guard let count = try next().asUInt64 else { throw failure() }
        var calls: [NaiveCall] = []
        for _ in 0..<count {
            calls.append(NaiveCall(to: try next(), selector: try next(), calldata: try array()))
        }
        return calls
    }

    func end() throws(NaiveStop) {
        guard rest.isEmpty else { throw .panic([Felt252(ascii: "Input too long for arguments")]) }
    }
}

/// A call that a contract was asked to make.
struct NaiveCall {
    var to: Felt252
    var selector: Felt252
    var calldata: [Felt252]
}
