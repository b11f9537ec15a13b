import ConsensusEngine
import Synchronization

/// The evidence of equivocation that this process saw, one for each validator and place: what `starling_getEvidence` serves.
final class EvidenceBox: Sendable {
    /// More say nothing new.
    static let countMax = 256

    private let list = Mutex<[EquivocationEvidence]>([])

    /// Whether it is new, and was kept.
    func add(_ evidence: EquivocationEvidence) -> Bool {
        list.withLock { list in
            let isKnown = list.contains {
                $0.validator == evidence.validator && $0.height == evidence.height && $0.round == evidence.round
            }
            guard !isKnown, list.count < Self.countMax else { return false }
            list.append(evidence)
            return true
        }
    }

    var all: [EquivocationEvidence] { list.withLock { $0 } }
}
