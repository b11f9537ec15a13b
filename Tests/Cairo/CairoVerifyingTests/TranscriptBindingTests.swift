import CairoAIR
import CairoVerifying
import CircleFRI
import FiniteFields
import HashFunctions
import ProofFormats
import StarkVerifying
import Testing
import Transcripts
import VectorFiles

/// Every leaf of statement, parameters and proof that the prover chooses before a challenge changes it and all later ones,
/// and no earlier one.
struct TranscriptBindingTests {
    static let golden = GoldenProof(name: "fib_1k", parameters: "quick_small")

    /// The verifier's transcript without its checks: all challenges in order, and what remains.
    struct Replay {
        var challenges: [[QM31]] = []
        var queries: [UInt32] = []
        var transcript: Transcript

        init(_ proof: CairoProof, hash: ProofHash, logRows: Int) throws {
            transcript = Transcript(variant: hash)
            transcript.mix(QM31(M31(reducing: UInt64(proof.channelSalt))))
            proof.stark.config.mix(into: &transcript)
            transcript.mix(proof.stark.commitments[0])
            proof.claim.mix(into: &transcript)
            transcript.mix(proof.stark.commitments[1])
            transcript.mix(proof.interactionProofOfWork)
            let (z, alpha) = transcript.drawElementPair()
            challenges.append([z, alpha])
            transcript.mix(proof.claimedSums)
            transcript.mix(proof.stark.commitments[2])
            challenges.append([transcript.drawElement()])
            transcript.mix(proof.stark.commitments[3])
            challenges.append([transcript.drawElement()])
            transcript.mix(proof.stark.sampledValues.flatMap { $0.flatMap { $0 } })
            challenges.append([transcript.drawElement()])
            let fri = proof.stark.fri
            transcript.mix(fri.firstLayer.commitment)
            challenges.append([transcript.drawElement()])
            for layer in fri.innerLayers {
                transcript.mix(layer.commitment)
                challenges.append([transcript.drawElement()])
            }
            transcript.mix(fri.lastLayerCoefficients)
            transcript.mix(proof.stark.proofOfWork)
            queries = transcript.drawQueries(
                count: Int(proof.stark.config.fri.queryCount),
                logSize: logRows + Int(proof.stark.config.fri.logBlowup))
        }
    }

    /// A leaf, and how many challenges are drawn before it is mixed.
    struct Leaf {
        let name: String
        let earlier: Int
        let change: (inout CairoProof) -> Void
    }

    static func bump(_ value: QM31, _ coordinate: Int) -> QM31 {
        let one: [M31] = (0..<4).map { $0 == coordinate ? 1 : 0 }
        return value + QM31(one[0], one[1], one[2], one[3])
    }

    static func leaves(of proof: CairoProof) -> [Leaf] {
        var leaves = [
            Leaf(name: "salt", earlier: 0) { $0.channelSalt &+= 1 },
            Leaf(name: "work", earlier: 0) { $0.stark.config.powBits &+= 1 },
            Leaf(name: "blowup", earlier: 0) { $0.stark.config.fri.logBlowup &+= 1 },
            Leaf(name: "queries", earlier: 0) { $0.stark.config.fri.queryCount &+= 1 },
            Leaf(name: "last layer", earlier: 0) { $0.stark.config.fri.logLastLayerDegreeBound &+= 1 },
            Leaf(name: "fold step", earlier: 0) { $0.stark.config.fri.foldStep &+= 1 },
            Leaf(name: "lifting", earlier: 0) { $0.stark.config.minLiftingLogSize &+= 1 },
            Leaf(name: "first nonce", earlier: 0) { $0.interactionProofOfWork ^= 1 },
            Leaf(name: "first nonce, high", earlier: 0) { $0.interactionProofOfWork ^= 1 << 63 },
        ]
        for word in 0..<8 {
            for (tree, earlier) in [0, 0, 1, 2].enumerated() {
                leaves.append(
                    Leaf(name: "root \(tree) word \(word)", earlier: earlier) {
                        $0.stark.commitments[tree].words[word] ^= 1 << 7
                    })
            }
            leaves.append(
                Leaf(name: "first layer word \(word)", earlier: 4) {
                    $0.stark.fri.firstLayer.commitment.words[word] ^= 1 << 31
                })
            for layer in proof.stark.fri.innerLayers.indices {
                leaves.append(
                    Leaf(name: "layer \(layer) word \(word)", earlier: 5 + layer) {
                        $0.stark.fri.innerLayers[layer].commitment.words[word] ^= 1
                    })
            }
        }
        for coordinate in 0..<4 {
            for table in proof.claimedSums.indices {
                leaves.append(
                    Leaf(name: "sum \(table)", earlier: 1) {
                        $0.claimedSums[table] = bump($0.claimedSums[table], coordinate)
                    })
            }
            for (tree, columns) in proof.stark.sampledValues.enumerated() {
                for (column, samples) in columns.enumerated() {
                    for sample in samples.indices {
                        leaves.append(
                            Leaf(name: "sample \(tree) \(column) \(sample)", earlier: 3) {
                                $0.stark.sampledValues[tree][column][sample] = bump(
                                    $0.stark.sampledValues[tree][column][sample], coordinate)
                            })
                    }
                }
            }
            for index in proof.stark.fri.lastLayerCoefficients.indices {
                leaves.append(
                    Leaf(name: "last coefficient", earlier: .max) {
                        $0.stark.fri.lastLayerCoefficients[index] = bump(
                            $0.stark.fri.lastLayerCoefficients[index], coordinate)
                    })
            }
        }
        return leaves + [Leaf(name: "second nonce", earlier: .max) { $0.stark.proofOfWork ^= 1 }]
    }

    @Test func `the replay is the verifier's transcript`() throws {
        let proof = try Self.golden.proof(), policy = try Self.golden.prover().policy
        var session = try CairoVerification(proof: proof, policy: policy)
        let logRows = session.layout.trees.logRows
        try session.checkLookups()
        try session.checkConstraints()
        try session.checkOpenings()
        #expect(try Replay(proof, hash: policy.hash, logRows: logRows).transcript == session.transcript)
    }

    @Test func `every leaf of parameters and proof changes all later challenges and no earlier one`() throws {
        let proof = try Self.golden.proof(), policy = try Self.golden.prover().policy
        let logRows = try CairoVerification(proof: proof, policy: policy).layout.trees.logRows
        let honest = try Replay(proof, hash: policy.hash, logRows: logRows)
        let leaves = Self.leaves(of: proof)
        #expect(leaves.count > 2000)
        for leaf in leaves {
            var changed = proof
            leaf.change(&changed)
            #expect(changed != proof)
            let replay = try Replay(changed, hash: policy.hash, logRows: logRows)
            for (number, (ours, theirs)) in zip(replay.challenges, honest.challenges).enumerated() {
                #expect((ours == theirs) == (number < leaf.earlier), "\(leaf.name), challenge \(number)")
            }
            #expect(replay.queries != honest.queries, "\(leaf.name)")
        }
    }

    /// The claim's leaves are the words of its stream: one that gives another claim gives another first challenge.
    @Test func `every leaf of the claim changes the first challenge`() throws {
        let proof = try Self.golden.proof(), policy = try Self.golden.prover().policy
        let words = try CairoSerdeFormat.words(json: VectorFiles.data(Self.golden.path))
        func digest(_ claim: CairoClaim) -> Blake2sDigest {
            var transcript = Transcript(variant: policy.hash)
            claim.mix(into: &transcript)
            return transcript.digest
        }
        let honest = digest(proof.claim)
        var leaves = 0
        for index in 0..<1200 {
            var changed = words
            changed[index] ^= 1
            guard let other = try? CairoProof(words: changed, variant: policy.variant), other.claim != proof.claim
            else {
                continue
            }
            leaves += 1
            #expect(digest(other.claim).words != honest.words, "word \(index)")
        }
        #expect(leaves > 300, "\(leaves)")
    }
}
