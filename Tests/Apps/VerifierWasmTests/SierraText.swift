import FiniteFields
import StarknetModel

/// A Sierra program written by hand in the values that a class carries (EXEC §4.2), and their encoding in felts.
struct SierraText {
    private var types: [[Felt252]] = []
    private var libfuncs: [[Felt252]] = []
    private var statements: [[Felt252]] = []
    private var functions: [[Felt252]] = []

    enum Argument {
        case userType(Felt252)
        case type(Int)
        case function(Int)

        fileprivate var values: [Felt252] {
            switch self {
            case .userType(let name): [Felt252(0), name]
            case .type(let index): [Felt252(1), Felt252(UInt64(index))]
            case .function(let index): [Felt252(3), Felt252(UInt64(index))]
            }
        }
    }

    private static func number(_ count: Int) -> Felt252 { Felt252(UInt64(count)) }

    mutating func type(_ name: StaticString, _ arguments: [Argument] = []) -> Int {
        types.append([Felt252(ascii: name), Self.number(arguments.count)] + arguments.flatMap(\.values))
        return types.count - 1
    }

    mutating func libfunc(_ name: StaticString, _ arguments: [Argument] = []) -> Int {
        libfuncs.append([Felt252(ascii: name), Self.number(arguments.count)] + arguments.flatMap(\.values))
        return libfuncs.count - 1
    }

    /// A statement without variables that goes on with the next one.
    mutating func call(_ libfunc: Int) {
        statements.append([Felt252(0), Self.number(libfunc), Felt252(0), Felt252(1), Felt252(UInt64.max), Felt252(0)])
    }

    mutating func end() { statements.append([Felt252(1), Felt252(0)]) }

    /// A function without parameters and results that begins with the next statement.
    mutating func function() {
        functions.append([Felt252(0), Felt252(0), Self.number(statements.count)])
    }

    /// The class without entry points.
    var sierra: SierraClass {
        var values: [Felt252] = []
        for list in [types, libfuncs, statements, functions] {
            values.append(Self.number(list.count))
            values += list.joined()
        }
        return SierraClass(
            program: [1, 7, 0, 2, 12, 0].map { Self.number($0) } + Self.compressed(values), external: [], l1Handler: [],
            constructor: [], abi: [])
    }

    /// The values that occur, and their places, many to a felt.
    private static func compressed(_ values: [Felt252]) -> [Felt252] {
        var places: [Felt252: Int] = [:], code: [Felt252] = []
        for value in values where places[value] == nil {
            places[value] = code.count
            code.append(value)
        }
        var padded = 256
        while padded < code.count { padded *= 2 }
        // Fewer places than fit, for a simpler bound: 31 of eight bits, 248 in all.
        let bits = padded.trailingZeroBitCount
        var perFelt = 0, bound = Felt252.modulus.bitWidth - 1
        while bound >= bits { (perFelt, bound) = (perFelt + 1, bound - bits) }
        var packed: [Felt252] = []
        for start in stride(from: 0, to: values.count, by: perFelt) {
            var felt = Felt252(0)
            for value in values[start..<min(start + perFelt, values.count)].reversed() {
                felt = felt * number(padded) + number(places[value] ?? 0)
            }
            packed.append(felt)
        }
        return [number(code.count), number(padded - code.count)] + code + [number(values.count)] + packed
    }
}
