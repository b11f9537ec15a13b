import Synchronization

/// Whether node and prover answer, and since when not: the router and the follower note every answer here, and every page
/// says what it means for the reader.
final class SourceHealth: Sendable {
    enum Source: Int, Sendable { case node, prover }

    private struct State: Sendable {
        var isAnswering: [Bool?] = [nil, nil]
        /// Seconds since 1970 of the last answer.
        var answered: [UInt64?] = [nil, nil]
        /// Why the index is not followed any more.
        var halt: String?
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> UInt64

    /// - Parameter nodeAnswered: when the index was last in step with the node, by an earlier process.
    init(nodeAnswered: UInt64? = nil, now: @escaping @Sendable () -> UInt64) {
        var first = State()
        first.answered[Source.node.rawValue] = nodeAnswered
        state = Mutex(first)
        self.now = now
    }

    func note(_ source: Source, isAnswering: Bool) {
        let time = now()
        state.withLock { state in
            state.isAnswering[source.rawValue] = isAnswering
            if isAnswering { state.answered[source.rawValue] = time }
        }
    }

    /// Says that the node's chain is not the index's, or that it is again (nil).
    func setHalt(_ reason: String?) { state.withLock { $0.halt = reason } }

    func isDown(_ source: Source) -> Bool { state.withLock { $0.isAnswering[source.rawValue] == false } }

    /// Whether both answered when last asked, and the index follows the node.
    var isReady: Bool { state.withLock { $0.isAnswering == [true, true] && $0.halt == nil } }

    /// "The node does not answer; data as of 16:25 UTC".
    var nodeNotice: String { "The node does not answer; data " + asOf(.node) }

    /// One line for everything a reader must know about the data's age.
    var notices: [String] {
        var lines: [String] = []
        if let halt = state.withLock({ $0.halt }) { lines.append(halt) }
        if isDown(.node) { lines.append(nodeNotice) }
        if isDown(.prover) { lines.append("The prover does not answer; states of proofs " + asOf(.prover)) }
        return lines
    }

    private func asOf(_ source: Source) -> String {
        guard let time = state.withLock({ $0.answered[source.rawValue] }) else { return "of an unknown time" }
        return "as of " + Dates.recent(time, now: now())
    }

    /// The words of `/health` and `/ready` for a source.
    func word(_ source: Source) -> String {
        switch state.withLock({ $0.isAnswering[source.rawValue] }) {
        case .some(true): "ok"
        case .some(false): "does not answer"
        case .none: "not asked yet"
        }
    }

    var haltReason: String? { state.withLock { $0.halt } }
    func lastAnswer(_ source: Source) -> UInt64? { state.withLock { $0.answered[source.rawValue] } }
}

/// A node whose every answer is noted.
struct WatchedNode: ExplorerNode {
    let node: any ExplorerNode
    let health: SourceHealth

    func ask(_ method: String, _ params: String) -> NodeAnswer {
        let answer = node.ask(method, params)
        health.note(.node, isAnswering: !answer.isSilent)
        return answer
    }
}
