import BlockPrograms
import CasmModel
public import FiniteFields
public import StarknetModel

/// The calls of a transaction in order, failed ones with their panic data: what revert reasons are made of.
public struct CallTrace: Sendable {
    /// How a call is made.
    enum Kind: UInt8, Sendable { case call, libraryCall, constructor }

    /// A call that was made.
    struct Node: Sendable {
        let address: ContractAddress
        let classHash: ClassHash
        let selector: Felt252
        let kind: Kind
        /// The frame it was made from; nil for outer calls.
        let caller: Int?
        /// Whether it was entered.
        var hasFrame = false
        /// What it failed with.
        var panic: [Felt252]?
    }

    private(set) var nodes: [Node] = []
    /// Frames under way, from the outside; after an abort those that it ended.
    private(set) var open: [Int] = []

    /// Nothing was called yet.
    init() {}

    mutating func add(_ call: EntryCall) -> Int {
        let kind: Kind = call.type == .constructor ? .constructor : call.isLibraryCall ? .libraryCall : .call
        nodes.append(
            Node(
                address: call.address, classHash: call.classHash, selector: call.selector, kind: kind,
                caller: open.last))
        return nodes.count - 1
    }

    mutating func enter(_ node: Int) {
        nodes[node].hasFrame = true
        open.append(node)
    }

    mutating func leave(_ node: Int, panic: [Felt252]?) {
        if open.last == node { open.removeLast() }
        nodes[node].panic = panic
    }

    /// Ends what an abort left open.
    mutating func close() { open = [] }

    /// The last call made from a frame whose failure that frame passed on as `data`.
    func origin(of data: [Felt252], in frame: Int) -> Int? {
        guard data.last == ProtocolFelts.entryPointFailed else { return nil }
        return nodes.indices.last { index in
            guard nodes[index].caller == frame, let panic = nodes[index].panic else { return false }
            return panic.count + 1 == data.count && panic[...] == data.dropLast()
        }
    }

    /// The calls through which an abort went: those under way, then the one that could not be made. A constructor that failed
    /// is named for its call and for its panic.
    public func path(to abort: ExecutionAbort) -> [FailedCall] {
        var list = open
        switch abort.cause.ending.reason {
        case .call: list += nodes.indices.suffix(1)
        case .constructor:
            if case .constructorFailed(let failed) = abort { list += [failed.node, failed.node] }
        case .none, .panic, .systemCall: break
        }
        return list.map {
            FailedCall(
                contract: nodes[$0].address.felt, classHash: nodes[$0].classHash.felt, selector: nodes[$0].selector)
        }
    }

    /// The calls that failed before any code of theirs ran, in their order.
    public var refused: [RefusedCall] {
        nodes.filter { !$0.hasFrame && $0.panic != nil }.map {
            RefusedCall(address: $0.address, classHash: $0.classHash, selector: $0.selector)
        }
    }
}

/// A call that failed before any code of it ran: there was no such entry point, or too little gas to enter it.
public struct RefusedCall: Hashable, Sendable {
    public let address: ContractAddress
    public let classHash: ClassHash
    public let selector: Felt252
}
