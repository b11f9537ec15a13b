import CircleFRI
import FiniteFields
public import Transcripts

extension PcsConfig {
    /// Mixes the parameters into a transcript (STWO §4.3 step 2).
    public func mix(into transcript: inout Transcript) {
        func element(_ value: UInt32) -> M31 { M31(reducing: UInt64(value)) }
        transcript.mix([
            QM31(
                element(powBits), element(fri.logBlowup), element(fri.queryCount),
                element(fri.logLastLayerDegreeBound)),
            QM31(element(fri.foldStep), element(minLiftingLogSize), 0, 0),
        ])
    }
}
