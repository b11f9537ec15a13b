"""What is mutated, and which tests are to find it."""

import os

# Folders and files of checks, as patterns below `Sources`; what is not there is left out.
CHECKED = [
    "*/BlockVerifying",
    "*/ProtocolRules",
    "*/CairoVerifying",
    "*/StarkVerifying",
    "*/CircleFRI",
    "*/Commitments",
    "*/StateTries/OpenedState.swift",
    "*/StateTries/StateUpdate.swift",
    "*/StateTries/TrieReading.swift",
    "*/StateTries/StateOpening+Coding.swift",
    "*/QuorumCertificates",
]

# Test targets that reach them. A mutant is run against the suites in which its check would have fired, quickest first.
TESTS = [
    "BlockVerifyingTests",
    "CairoVerifyingTests",
    "ChainSimulationTests",
    "CircleFRITests",
    "CommitmentsTests",
    "ConsensusSimulationTests",
    "FixtureChainTests",
    "ProofFormatsTests",
    "ProtocolRulesTests",
    "QuorumCertificatesTests",
    "StarkProvingTests",
    "StarkVerifyingTests",
    "StateTriesTests",
    "TendermintTests",
    "TransactionExecutionTests",
]

# STARLING_MUTANT_TESTS=A,B builds and runs only those of them.
if "STARLING_MUTANT_TESTS" in os.environ:
    TESTS = [name for name in TESTS if name in os.environ["STARLING_MUTANT_TESTS"].split(",")]
