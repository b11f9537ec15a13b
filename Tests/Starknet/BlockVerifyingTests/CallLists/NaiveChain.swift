import FiniteFields
import HashFunctions
import ProtocolRules
import StarknetModel

/// What ends a frame of the naive chain before it returns.
enum NaiveStop: Error {
    /// The caller is told this.
    case panic([Felt252])
    /// Nobody is.
    case abort(EndingCause)
}

/// What calls do, told as plainly as it goes: dictionaries, no machine, no gas, no journal. Nothing of it is shared with what it
/// is compared with, but the hashes that places and addresses are.
struct NaiveChain {
    struct Cell: Hashable { var address, key: Felt252 }

    struct State {
        var storage: [Cell: Felt252] = [:]
        /// By address.
        var classes: [Felt252: Felt252] = [:], nonces: [Felt252: UInt64] = [:]
    }

    /// The place of a frame.
    struct Frame {
        var classHash, address, caller: Felt252
        var depth: Int
    }

    var state = State()
    private(set) var events: [Event] = []
    private(set) var messages: [MessageToL1] = []
    let number: UInt64 = 1
    private static let declared: Set<Felt252> = [
        ListPlaces.relayClass, ListPlaces.puppetClass, ListPlaces.strictClass, ListPlaces.plainClass,
        ListPlaces.senderClass, ListPlaces.rowClass,
    ]

    /// The state of genesis.
    init() {
        for contract in ListPlaces.contracts { state.classes[contract.address] = contract.classHash }
        state.storage[Cell(address: ListPlaces.strict, key: StorageKey.variable("value").felt)] = 9
    }

    // MARK: Transactions

    /// The transaction that does a list.
    mutating func execute(_ list: [ListItem]) -> ListEffect {
        let nonce = state.nonces[ListPlaces.sender, default: 0]
        let first = state
        state.nonces[ListPlaces.sender] = nonce + 1
        (events, messages) = ([], [])
        let before = state
        var effect = ListEffect()
        do throws(NaiveStop) {
            effect.returned = try call(
                Frame(classHash: ListPlaces.senderClass, address: ListPlaces.sender, caller: .zero, depth: 0),
                StarknetKeccak.selector("__execute__"), ListItem.row(list).felts)
        } catch {
            effect.isReverted = true
            switch error {
            case .panic(let data): effect.returned = data
            case .abort(let cause): effect.abort = cause
            }
            state = before
            (events, messages) = ([], [])
        }
        effect.events = events
        effect.messages = messages
        effect.diff = diff(since: first)
        return effect
    }

    // MARK: Calls

    /// Runs a function. One that panics leaves nothing behind.
    mutating func call(
        _ frame: Frame, _ selector: Felt252, _ calldata: [Felt252]
    ) throws(NaiveStop) -> [Felt252] {
        guard frame.depth < 50 else { throw .abort(.recursionDepth) }
        guard frame.classHash != .zero else { throw .abort(.noContract) }
        guard Self.declared.contains(frame.classHash) else { throw .abort(.undeclaredClass) }
        let before = (state, events.count, messages.count)
        do throws(NaiveStop) {
            return try run(frame, Self.names[selector] ?? "", NaiveCalldata(calldata))
        } catch {
            state = before.0
            events.removeSubrange(before.1...)
            messages.removeSubrange(before.2...)
            throw error
        }
    }

    /// What a contract is told of a call: what came back, or why it failed.
    enum Answer {
        case returned([Felt252])
        case failed([Felt252])

        /// The answer, or the panic of a contract that unwraps it.
        func unwrapped() throws(NaiveStop) -> [Felt252] {
            switch self {
            case .returned(let data): return data
            case .failed(let data): throw .panic(data)
            }
        }
    }

    mutating func answer(_ frame: Frame, _ asked: NaiveCall) throws(NaiveStop) -> Answer {
        do throws(NaiveStop) {
            return .returned(try call(frame, asked.selector, asked.calldata))
        } catch {
            guard case .panic(let data) = error else { throw error }
            return .failed(data + [Felt252(ascii: "ENTRYPOINT_FAILED")])
        }
    }

    mutating func callContract(_ asked: NaiveCall, from frame: Frame) throws(NaiveStop) -> Answer {
        if asked.selector == StarknetKeccak.selector("__execute__") {
            return .failed([Felt252(ascii: "Invalid argument")])
        }
        let classHash = state.classes[asked.to, default: .zero]
        return try answer(
            Frame(classHash: classHash, address: asked.to, caller: frame.address, depth: frame.depth + 1), asked)
    }

    /// An account executes without having validated, and nobody called it.
    mutating func metaTransaction(_ asked: NaiveCall, from frame: Frame) throws(NaiveStop) -> Answer {
        guard asked.selector == StarknetKeccak.selector("__execute__") else {
            return .failed([Felt252(ascii: "Invalid argument")])
        }
        let classHash = state.classes[asked.to, default: .zero]
        return try answer(
            Frame(classHash: classHash, address: asked.to, caller: .zero, depth: frame.depth + 1), asked)
    }

    mutating func libraryCall(_ asked: NaiveCall, from frame: Frame) throws(NaiveStop) -> Answer {
        try answer(
            Frame(classHash: asked.to, address: frame.address, caller: frame.caller, depth: frame.depth + 1), asked)
    }

    /// The address of the new contract.
    mutating func deploy(
        _ classHash: Felt252, salt: Felt252, _ arguments: [Felt252], from deployer: Felt252, _ frame: Frame
    ) throws(NaiveStop) -> Felt252 {
        let address = Self.address(classHash, salt: salt, arguments, from: deployer)
        guard state.classes[address] == nil else { throw .abort(.addressInUse) }
        guard Self.declared.contains(classHash) else { throw .abort(.undeclaredClass) }
        state.classes[address] = classHash
        // Of the declared classes that lists deploy, one has a constructor.
        guard classHash == ListPlaces.strictClass else {
            guard arguments.isEmpty else { throw .abort(.constructorMissing) }
            return address
        }
        let constructor = Frame(
            classHash: classHash, address: address, caller: frame.address, depth: frame.depth + 1)
        do throws(NaiveStop) {
            _ = try call(constructor, StarknetKeccak.selector("constructor"), arguments)
        } catch {
            guard case .panic = error else { throw error }
            throw .abort(.constructorFailed)
        }
        return address
    }

    static func address(_ classHash: Felt252, salt: Felt252, _ arguments: [Felt252], from deployer: Felt252) -> Felt252
    {
        ContractAddress(
            deployedBy: ContractAddress(deployer) ?? .zero, salt: salt, classHash: ClassHash(classHash),
            constructorCalldata: arguments
        ).felt
    }

    mutating func replaceClass(_ frame: Frame, by classHash: Felt252) throws(NaiveStop) {
        guard Self.declared.contains(classHash) else { throw .abort(.undeclaredReplacement) }
        state.classes[frame.address] = classHash
    }

    mutating func emit(_ frame: Frame, _ keys: [Felt252], _ data: [Felt252]) throws(NaiveStop) {
        guard events.count < 1000, keys.count <= 50, data.count <= 300 else { throw .abort(.limit) }
        events.append(Event(from: ContractAddress(frame.address) ?? .zero, keys: keys, data: data))
    }

    mutating func send(_ frame: Frame, to: Felt252, _ payload: [Felt252]) throws(NaiveStop) {
        guard to.limbs.3 == 0, to.limbs.2 < 1 << 32 else { throw .abort(.malformedSystemCall) }
        let felts = messages.reduce(3 + payload.count) { $0 + 3 + $1.payload.count }
        guard felts <= 3700 else { throw .abort(.limit) }
        messages.append(MessageToL1(from: ContractAddress(frame.address) ?? .zero, to: to, payload: payload))
    }
}
