import CairoAIR
import FiniteFields
import HashFunctions
public import Transcripts

extension CairoClaim {
    /// Mixes the claim into a transcript (STWO §4.3 step 4). Numbers are expected below the modulus, as `ClaimChecks`
    /// requires; larger ones are reduced.
    public func mix(into transcript: inout Transcript) {
        func element(_ value: UInt32) -> M31 { M31(reducing: UInt64(value)) }
        var enabled: [M31] = []
        var sizes: [M31] = []
        for kind in ComponentKind.allCases {
            let instances = self[kind]
            let slots = kind == .memoryIdToBig ? CairoClaim.bigInstancesMax : 1
            for slot in 0..<slots { enabled.append(slot < instances.count ? 1 : 0) }
            for size in instances { sizes.append(element(size)) }
        }
        transcript.mix(packing: [element(UInt32(truncatingIfNeeded: enabled.count))])
        transcript.mix(packing: enabled)
        transcript.mix(packing: sizes)
        let data = publicData
        transcript.mix(packing: [element(UInt32(truncatingIfNeeded: data.program.count))])

        var numbers: [M31] = []
        numbers.reserveCapacity(52 &+ data.program.count &+ data.output.count)
        for state in [data.initial, data.final] {
            numbers.append(element(state.pc))
            numbers.append(element(state.ap))
            numbers.append(element(state.fp))
        }
        for segment in PublicSegment.allCases {
            for pointer in [data[segment]?.start, data[segment]?.stop] {
                numbers.append(element(pointer?.id ?? 0))
                numbers.append(element(pointer?.value ?? 0))
            }
        }
        numbers.append(element(data.safeCallIDs.0))
        numbers.append(element(data.safeCallIDs.1))
        for cell in data.output { numbers.append(element(cell.id)) }
        for cell in data.program { numbers.append(element(cell.id)) }
        transcript.mix(packing: numbers)
        transcript.mix(CairoClaim.digest(of: data.output, variant: transcript.variant))
        transcript.mix(CairoClaim.digest(of: data.program, variant: transcript.variant))
    }

    /// The hash of values as 28 limbs of nine bits each, a word a limb.
    static func digest(of cells: [PublicCell], variant: ProofHash) -> Blake2sDigest {
        var hash = LeafHash(variant)
        for cell in cells {
            let limbs = ValueLimbs(cell.value).all
            hash.update(words: limbs.span)
        }
        return hash.finalize()
    }
}
