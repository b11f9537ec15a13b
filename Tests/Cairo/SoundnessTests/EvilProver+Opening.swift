import CairoVerifying
import CircleFRI
import CircleGroups
import CirclePolynomials
import FiniteFields
import PackedFields
import StarkProving
import StarkVerifying
import Transcripts

extension EvilProver {
    /// An opening whose low-degree test is of a polynomial that has nothing to do with the samples: the way out for a prover
    /// whose quotients are no polynomials.
    func openingOfAnotherPolynomial(
        _ layout: CairoLayout, _ trees: [CommittedTree], _ samples: [[[QM31]]], _ twiddles: Twiddles,
        _ transcript: inout Transcript
    ) throws -> StarkProof {
        transcript.mix(samples.flatMap { $0.flatMap { $0 } })
        _ = transcript.drawElement()
        let columns = trees[3].columns, fri = policy.config.fri
        let prover = try FriProver(
            column: SecureColumn(columns[0], columns[1], columns[2], columns[3]), logDegree: layout.trees.logRows,
            config: fri, twiddles: twiddles, transcript: &transcript)
        let nonce = Grinding.firstNonce(transcript: transcript, bits: policy.config.powBits) ?? 0
        transcript.mix(nonce)
        let logDomain = layout.trees.logRows + Int(fri.logBlowup)
        let queries = lies.queries(transcript.drawQueries(count: Int(fri.queryCount), logSize: logDomain))
        func positions(_ height: Int) -> [UInt32] {
            if height <= logDomain { return queries.map { liftedSlot($0, from: height, to: logDomain) } }
            let shift = UInt32(height - logDomain + 1)
            return queries.map { ($0 >> 1) << shift | $0 & 1 }
        }
        return StarkProof(
            config: policy.config, commitments: trees.map(\.tree.root), sampledValues: samples,
            decommitments: trees.map { $0.tree.decommit(positions($0.tree.height)) },
            queriedValues: trees.map { tree in
                let positions = positions(tree.tree.height)
                return tree.columns.map { column in
                    positions.map { column[Int(liftedSlot($0, from: column.logSize, to: tree.tree.height))] }
                }
            },
            proofOfWork: nonce, fri: prover.open(queries))
    }
}
