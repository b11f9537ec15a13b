import FiniteFields
import HashFunctions

/// A call of a contract as lists have it: whom, which function, with what.
struct ListedCall: Sendable {
    var to: Felt252
    var function: String
    var arguments: [Felt252]

    init(_ to: Felt252, _ function: String, _ arguments: [Felt252] = []) {
        self.to = to
        self.function = function
        self.arguments = arguments
    }

    /// The felts of a contract's call of it; to a class instead of an address they are those of a library call.
    var felts: [Felt252] {
        [to, StarknetKeccak.selector(function), Felt252(UInt64(arguments.count))] + arguments
    }
}

/// An item of a list.
indirect enum ListItem: Sendable {
    /// A call; when it fails, what it is in fails.
    case call(ListedCall)
    /// Items in a row that are undone together when one of them fails; the list goes on behind them.
    case caught([ListItem])

    /// The library call by which the list's account does it, in its own name.
    private var libraryCall: ListedCall {
        switch self {
        case .call(let call): ListedCall(ListPlaces.relayClass, "pass", call.felts)
        case .caught(let items): ListedCall(ListPlaces.relayClass, "library", Self.row(items).felts)
        }
    }

    /// The library call that does items in a row.
    static func row(_ items: [ListItem]) -> ListedCall {
        ListedCall(
            ListPlaces.rowClass, "__execute__",
            [Felt252(UInt64(items.count))] + items.flatMap(\.libraryCall.felts))
    }
}

extension ListItem: CustomStringConvertible {
    var description: String {
        switch self {
        case .call(let call): "\(call.function)\(call.arguments.prefix(8).map { "\($0)".suffix(8) })"
        case .caught(let items): "caught \(items)"
        }
    }
}
