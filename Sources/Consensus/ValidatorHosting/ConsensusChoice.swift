import ConsensusEngine
import Tendermint
import ValidatorSigning

/// The consensus algorithms that a committee file can name: the one place where a name becomes an algorithm.
enum ConsensusChoice: CaseIterable {
    case tendermint

    /// The choice with a name; nil for a name that this program does not know. Files without a name mean Tendermint.
    init?(name: String?) {
        guard let choice = ConsensusChoice.allCases.first(where: { $0.name == name ?? TendermintMachine.name }) else {
            return nil
        }
        self = choice
    }

    var name: String {
        switch self {
        case .tendermint: TendermintMachine.name
        }
    }

    /// An engine of this algorithm, not yet started.
    func makeEngine(
        _ committee: Committee, _ application: any ApplicationBlocks, _ links: any PeerLinks
    ) -> any RunningEngine {
        switch self {
        case .tendermint:
            ValidatorEngine<TendermintMachine>(committee: committee, application: application, links: links)
        }
    }
}
