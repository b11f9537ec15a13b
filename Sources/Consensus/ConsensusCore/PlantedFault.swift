import QuorumCertificates

/// Faults that tests plant into the machine, to prove that the simulator would find them.
///
/// Only this package can name them, and only the simulation tests set one.
package enum PlantedFault: Hashable, Sendable, CaseIterable {
    /// A precommit does not lock.
    case forgetsLock
    /// A lock does not survive the change of round.
    case unlocksOnNewRound
    /// Half of the weight passes for a quorum.
    case halfIsQuorum
    /// A re-proposed block is accepted without its quorum of prevotes.
    case trustsValidRound
    /// A quorum of prevotes decides.
    case decidesOnPrevotes
    /// Blocks are accepted without waiting for the check.
    case skipsValidation
}
