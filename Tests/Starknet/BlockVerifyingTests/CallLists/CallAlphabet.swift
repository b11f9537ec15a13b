import Determinism
import FiniteFields
import HashFunctions

/// The alphabet of call lists: one call for everything that a call can do, and for every way in which it can end.
enum CallAlphabet {
    private typealias Places = ListPlaces

    /// The letters. `salt`: of the contracts that they deploy, so that lists do not meet those of other lists.
    static func letters(salt: Felt252) -> [ListedCall] { good(salt: salt) + panics + refusals + aborts(salt: salt) }

    /// Calls that end well, unless something before them saw to it that they do not.
    private static func good(salt: Felt252) -> [ListedCall] {
        let relay = Places.relay, other = Places.other
        return [
            ListedCall(relay, "store", [7]), ListedCall(other, "store", [8]), ListedCall(relay, "add", [1, 5]),
            ListedCall(relay, "emit", [2, 1, 2, 1, 3]), ListedCall(relay, "send", [0x1234, 1, 9]),
            passing(ListedCall(other, "store", [10]), by: relay),
            library(Places.relayClass, "store", [11], by: relay),
            // The message names the caller.
            library(Places.relayClass, "send", [0x77, 0], by: relay),
            borrowing(ListedCall(Places.relayClass, "emit", [1, 4, 0]), by: Places.puppet),
            ListedCall(Places.puppet, "look", [0]), ListedCall(Places.strict, "version"),
            library(Places.strictClass, "version", [], by: relay),
            ListedCall(other, "become", [Places.puppetClass]),
            borrowing(ListedCall(Places.relayClass, "become", [Places.relayClass]), by: other),
            ListedCall(relay, "class_at", [other]),
            // The message names the caller.
            executing(ListedCall(other, "send", [0x77, 0]), by: relay),
            ListedCall(relay, "deploy", [Places.strictClass, salt, 1, 5, 1]),
            ListedCall(other, "deploy", [Places.plainClass, salt, 0, 0]),
            // Where the deployed contract is, if it is.
            passing(
                ListedCall(NaiveChain.address(Places.strictClass, salt: salt, [5], from: .zero), "version"), by: relay),
        ]
    }

    /// Panics, caught and not: of the code, and of calls that find nothing or cannot read what they are given.
    private static var panics: [ListedCall] {
        let relay = Places.relay, other = Places.other
        let failing = ListedCall(other, "fail", [3, Places.puppetClass])
        return [
            ListedCall(relay, "fail", [4, Places.puppetClass]), trying(failing, by: relay),
            library(Places.relayClass, "fail", [6, Places.puppetClass], by: relay),
            trying(passing(passing(failing, by: other), by: relay), by: relay),
            ListedCall(other, "nothing"), trying(ListedCall(other, "nothing"), by: relay),
            trying(ListedCall(other, "store"), by: relay), ListedCall(relay, "store", [1, 2]),
            executing(failing, by: relay),
        ]
    }

    /// System calls that the protocol answers with an error.
    private static var refusals: [ListedCall] {
        let relay = Places.relay, executing = ListedCall(Places.puppet, "__execute__", [relay, 1, 0])
        return [
            ListedCall(relay, "block_hash", [0]), trying(executing, by: relay), passing(executing, by: relay),
            ListedCall(relay, "meta", ListedCall(Places.puppet, "look", [0]).felts),
        ]
    }

    /// Every line of the table of endings that no caller can catch and a contract can bring about. An address in use is that
    /// of a letter that stands twice in a list.
    private static func aborts(salt: Felt252) -> [ListedCall] {
        let relay = Places.relay, other = Places.other
        return [
            trying(ListedCall(Places.nowhere, "version"), by: relay),
            ListedCall(relay, "meta", ListedCall(Places.nowhere, "__execute__").felts),
            library(Places.undeclared, "version", [], by: relay),
            ListedCall(relay, "deploy", [Places.undeclared, salt, 0, 1]),
            trying(ListedCall(other, "become", [Places.undeclared]), by: relay), deep(47),
            ListedCall(relay, "send", [Felt252(reducing: 0, 0, 1 << 32, 0), 0]),
            trying(ListedCall(other, "emit", [51] + [Felt252](repeating: 7, count: 51) + [0]), by: relay),
            ListedCall(relay, "deploy", [Places.strictClass, salt, 1, 0, 1]),
            ListedCall(relay, "deploy", [Places.plainClass, salt, 1, 1, 1]),
        ]
    }

    // MARK: Calls of calls

    static func trying(_ call: ListedCall, by place: Felt252) -> ListedCall { ListedCall(place, "try", call.felts) }

    static func passing(_ call: ListedCall, by place: Felt252) -> ListedCall { ListedCall(place, "pass", call.felts) }

    static func borrowing(_ call: ListedCall, by place: Felt252) -> ListedCall {
        ListedCall(place, "borrow", call.felts)
    }

    /// A meta transaction that is a call by the account `puppet`.
    static func executing(_ call: ListedCall, by place: Felt252) -> ListedCall {
        ListedCall(place, "meta", ListedCall(ListPlaces.puppet, "__execute__", call.felts).felts)
    }

    static func library(
        _ classHash: Felt252, _ function: String, _ arguments: [Felt252], by place: Felt252
    ) -> ListedCall {
        ListedCall(place, "library", ListedCall(classHash, function, arguments).felts)
    }

    /// Calls inside each other, each of which would catch the failure of the next.
    static func deep(_ count: Int) -> ListedCall {
        (0..<count).reduce(ListedCall(ListPlaces.other, "store", [12])) { call, _ in trying(call, by: ListPlaces.relay)
        }
    }

    // MARK: Chance

    /// A list of letters, changed and wrapped.
    static func randomList(salt: Felt252, _ random: inout SplitMix64, depth: Int = 0) -> [ListItem] {
        (0..<random.number(in: 1...(depth == 0 ? 6 : 4))).map { _ in
            if depth < 2, random.chance(percent: 25) {
                return .caught(randomList(salt: salt, &random, depth: depth + 1))
            }
            return .call(randomCall(salt: salt, &random))
        }
    }

    private static func randomCall(salt: Felt252, _ random: inout SplitMix64) -> ListedCall {
        func small(_ most: Int) -> Felt252 { Felt252(UInt64(random.number(in: 0...most))) }
        func place() -> Felt252 { random.chance(percent: 50) ? Places.relay : Places.other }
        // Aborts end everything: one in eight is enough.
        let common = good(salt: salt + small(1)) + panics + refusals, aborts = aborts(salt: salt)
        var call: ListedCall
        switch random.number(in: 0...15) {
        case 0, 1: call = aborts[random.number(in: 0...aborts.count - 1)]
        case 2: call = ListedCall(place(), "store", [small(2)])
        case 3: call = ListedCall(place(), "add", [small(2), small(1)])
        case 4: call = ListedCall(place(), "emit", [1, small(3), 2, small(3), small(3)])
        case 5: call = ListedCall(place(), "send", [small(100), 0])
        case 6: call = deep(random.number(in: 42...47))
        default: call = common[random.number(in: 0...common.count - 1)]
        }
        for _ in 0..<random.number(in: 0...3) where random.chance(percent: 40) {
            switch random.number(in: 0...3) {
            case 0: call = passing(call, by: place())
            case 1: call = library(Places.relayClass, "pass", call.felts, by: place())
            case 2: call = borrowing(ListedCall(Places.relayClass, "try", call.felts), by: Places.puppet)
            default: call = trying(call, by: place())
            }
        }
        return call
    }
}
