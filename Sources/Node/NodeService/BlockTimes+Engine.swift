import BlockProduction
import ConsensusAlgorithms
import ConsensusEngine

extension BlockTimes {
    /// The same times for consensus.
    var engineSettings: EngineSettings {
        var settings = EngineSettings()
        settings.blockMillis = Int(blockSeconds * 1_000)
        settings.emptyBlockMillis = Int(emptyBlockSeconds * 1_000)
        let proposal = Int(proposalSeconds * 1_000)
        settings.rounds.proposal = RisingTime(base: proposal, delta: proposal / 3, max: RoundTimes.longestMillis)
        return settings
    }
}
