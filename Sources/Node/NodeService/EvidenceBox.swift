import ConsensusWire
import QuorumCertificates
import Synchronization
import WriteAheadLog

/// The evidence of equivocation that this node knows, one for each validator and place: what `starling_getEvidence` serves and
/// peers are told. In a file, so that it is there after a restart.
final class EvidenceBox: Sendable {
    static let countMax = 256
    /// More of one validator say nothing new.
    static let perValidatorMax = 16
    private static let recordBytesMax = 1 << 16

    private struct State {
        var list: [EquivocationEvidence] = []
        /// Nil where there is no file to be had.
        var log: RecordLog<LogFile>?
    }

    private let state: Mutex<State>

    /// Reads what the file of an earlier process holds. Without a path, or when the file cannot be used, nothing is kept over a
    /// restart.
    init(path: String? = nil) {
        var state = State()
        if let path, let file = try? LogFile(path: path) {
            state.log = try? RecordLog(file, recordBytesMax: Self.recordBytesMax)
        }
        let records = state.log?.takeRecovered() ?? []
        for case let evidence? in records.map({ try? EquivocationEvidence(wireBytes: $0) }) {
            if Self.hasRoom(for: evidence, in: state.list) { state.list.append(evidence) }
        }
        self.state = Mutex(state)
    }

    /// Whether evidence is kept over a restart.
    var isKept: Bool { state.withLock { $0.log != nil } }

    /// Whether it is new, and was kept.
    func add(_ evidence: EquivocationEvidence) -> Bool {
        state.withLock { state in
            guard Self.hasRoom(for: evidence, in: state.list) else { return false }
            state.list.append(evidence)
            do {
                try state.log?.append(evidence.wireBytes)
                try state.log?.sync()
            } catch {
                state.log = nil
            }
            return true
        }
    }

    private static func hasRoom(for evidence: EquivocationEvidence, in list: [EquivocationEvidence]) -> Bool {
        let own = list.filter { $0.validator == evidence.validator }
        return list.count < countMax && own.count < perValidatorMax
            && !own.contains { $0.height == evidence.height && $0.round == evidence.round }
    }

    var all: [EquivocationEvidence] { state.withLock { $0.list } }
}
