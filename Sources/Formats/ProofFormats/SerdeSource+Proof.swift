import CairoAIR
import CairoVerifying
import CircleFRI
import Commitments
import FiniteFields
import HashFunctions
import StarkVerifying

/// The proof's structures (STWO §4.10, `CairoProofForRustVerifier`).
extension SerdeSource {
    func proof(_ hash: ProofHash) throws(Failure) -> CairoProof {
        try structure([
            "claim", "interaction_pow", "interaction_claim", "stark_proof", "channel_salt",
            "preprocessed_trace_variant",
        ])
        let claim = try member("claim").claim()
        let nonce = try member("interaction_pow").number(UInt64.self)
        let (sums, bigSum) = try member("interaction_claim").interactionClaim(claim)
        return CairoProof(
            claim: claim, interactionProofOfWork: nonce, claimedSums: sums, bigClaimedSum: bigSum,
            stark: try member("stark_proof").starkProof(hash), channelSalt: try number("channel_salt"),
            variant: try member("preprocessed_trace_variant").variant())
    }

    func variant() throws(Failure) -> PreprocessedVariant {
        let variants = PreprocessedVariant.allCases
        return variants[try choice(variants.map(\.serdeName))]
    }

    private func element() throws(Failure) -> M31 {
        let value = try number(UInt32.self)
        guard value < M31.modulus else { throw mismatch("a number below 2^31 - 1") }
        return M31(canonical: value)
    }

    /// `[[a, b], [c, d]]`.
    func secureElement() throws(Failure) -> QM31 {
        let halves = try tuple(2) { half throws(Failure) in
            try half.tuple(2) { value throws(Failure) in try value.element() }
        }
        return QM31(halves[0][0], halves[0][1], halves[1][0], halves[1][1])
    }

    func secureElements() throws(Failure) -> [QM31] {
        try sequence { value throws(Failure) in try value.secureElement() }
    }

    /// 32 bytes of Blake2s; a field element of Poseidon is its decimal digits.
    private func digest(_ hash: ProofHash) throws(Failure) -> Blake2sDigest {
        guard hash == .poseidon252 else {
            let bytes = try tuple(32) { byte throws(Failure) in try byte.number(UInt8.self) }
            guard let digest = Blake2sDigest(bytes: bytes) else { throw mismatch("32 bytes") }
            return digest
        }
        let digits = try text(max: 76)
        guard let felt = Felt252(decimal: digits), felt.decimal == digits else {
            throw mismatch("the decimal digits of a felt")
        }
        return Blake2sDigest(felt: felt)
    }

    private func decommitment(_ hash: ProofHash) throws(Failure) -> MerkleDecommitment {
        try structure(["hash_witness"])
        return MerkleDecommitment(
            hashWitness: try member("hash_witness").sequence { value throws(Failure) in try value.digest(hash) })
    }

    private func friLayer(_ hash: ProofHash) throws(Failure) -> FriLayerProof {
        try structure(["fri_witness", "decommitment", "commitment"])
        return FriLayerProof(
            witness: try member("fri_witness").secureElements(),
            decommitment: try member("decommitment").decommitment(hash),
            commitment: try member("commitment").digest(hash))
    }

    private func friProof(_ hash: ProofHash) throws(Failure) -> FriProof {
        try structure(["first_layer", "inner_layers", "last_layer_poly"])
        let first = try member("first_layer").friLayer(hash)
        let inner = try member("inner_layers").sequence { value throws(Failure) in try value.friLayer(hash) }
        let last = try member("last_layer_poly")
        try last.structure(["coeffs", "log_size"])
        let coefficients = try last.member("coeffs").secureElements()
        let logSize = try last.number("log_size")
        guard logSize < 32, coefficients.count == 1 << Int(logSize) else {
            throw last.mismatch("a polynomial of 2^log_size coefficients")
        }
        return FriProof(firstLayer: first, innerLayers: inner, lastLayerCoefficients: coefficients)
    }

    private func starkProof(_ hash: ProofHash) throws(Failure) -> StarkProof {
        try structure([
            "config", "commitments", "sampled_values", "decommitments", "queried_values", "proof_of_work",
            "fri_proof",
        ])
        return StarkProof(
            config: try member("config").pcsConfig(),
            commitments: try member("commitments").sequence { value throws(Failure) in try value.digest(hash) },
            sampledValues: try member("sampled_values").sequence { tree throws(Failure) in
                try tree.sequence { column throws(Failure) in try column.secureElements() }
            },
            decommitments: try member("decommitments").sequence { value throws(Failure) in
                try value.decommitment(hash)
            },
            queriedValues: try member("queried_values").sequence { tree throws(Failure) in
                try tree.sequence { column throws(Failure) in
                    try column.sequence { value throws(Failure) in try value.element() }
                }
            },
            proofOfWork: try member("proof_of_work").number(UInt64.self), fri: try member("fri_proof").friProof(hash))
    }
}
