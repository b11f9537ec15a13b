import CairoAIR
import CairoVerifying
import CircleFRI
import Commitments
import FiniteFields
import HashFunctions
import JSONCoding
import StarkVerifying

/// Scalars and STARK parts of the Rust verifier's JSON (STWO §4.10).
extension JSONValue {
    func list<T>(_ read: (JSONValue) throws(JSONError) -> T) throws(JSONError) -> [T] {
        var items: [T] = []
        let elements = try array()
        items.reserveCapacity(count)
        for element in elements { items.append(try read(element)) }
        return items
    }

    /// Exactly `count` elements.
    func elements(_ count: Int) throws(JSONError) -> [JSONValue] {
        let values = try list { value throws(JSONError) in value }
        guard values.count == count else { throw mismatch("an array of \(count) elements") }
        return values
    }

    func element() throws(JSONError) -> M31 {
        let value: UInt32 = try integer()
        guard value < M31.modulus else { throw mismatch("a number below 2^31 - 1") }
        return M31(canonical: value)
    }

    /// `[[a, b], [c, d]]`.
    func secureElement() throws(JSONError) -> QM31 {
        let halves = try elements(2)
        let first = try halves[0].elements(2), second = try halves[1].elements(2)
        return QM31(
            try first[0].element(), try first[1].element(), try second[0].element(), try second[1].element())
    }

    func secureElements() throws(JSONError) -> [QM31] {
        try list { value throws(JSONError) in try value.secureElement() }
    }

    /// 32 byte values.
    func digest() throws(JSONError) -> Blake2sDigest {
        let bytes = try list { value throws(JSONError) in try value.integer(UInt8.self) }
        guard let digest = Blake2sDigest(bytes: bytes) else { throw mismatch("an array of 32 bytes") }
        return digest
    }

    func decommitment() throws(JSONError) -> MerkleDecommitment {
        try requireOnly(["hash_witness"])
        return MerkleDecommitment(
            hashWitness: try member("hash_witness").list { value throws(JSONError) in try value.digest() })
    }

    func friLayer() throws(JSONError) -> FriLayerProof {
        try requireOnly(["fri_witness", "decommitment", "commitment"])
        return FriLayerProof(
            witness: try member("fri_witness").secureElements(),
            decommitment: try member("decommitment").decommitment(), commitment: try member("commitment").digest())
    }

    func friProof() throws(JSONError) -> FriProof {
        try requireOnly(["first_layer", "inner_layers", "last_layer_poly"])
        let last = try member("last_layer_poly")
        try last.requireOnly(["coeffs", "log_size"])
        let coefficients = try last.member("coeffs").secureElements()
        let logSize = try last.member("log_size").integer(UInt32.self)
        guard logSize < 32, coefficients.count == 1 << Int(logSize) else {
            throw last.mismatch("a polynomial of 2^log_size coefficients")
        }
        return FriProof(
            firstLayer: try member("first_layer").friLayer(),
            innerLayers: try member("inner_layers").list { value throws(JSONError) in try value.friLayer() },
            lastLayerCoefficients: coefficients)
    }

    func starkProof() throws(JSONError) -> StarkProof {
        try requireOnly([
            "config", "commitments", "sampled_values", "decommitments", "queried_values", "proof_of_work",
            "fri_proof",
        ])
        return StarkProof(
            config: try PcsConfig(serde: member("config")),
            commitments: try member("commitments").list { value throws(JSONError) in try value.digest() },
            sampledValues: try member("sampled_values").list { tree throws(JSONError) in
                try tree.list { column throws(JSONError) in try column.secureElements() }
            },
            decommitments: try member("decommitments").list { value throws(JSONError) in
                try value.decommitment()
            },
            queriedValues: try member("queried_values").list { tree throws(JSONError) in
                try tree.list { column throws(JSONError) in
                    try column.list { value throws(JSONError) in try value.element() }
                }
            },
            proofOfWork: try member("proof_of_work").integer(), fri: try member("fri_proof").friProof())
    }
}
