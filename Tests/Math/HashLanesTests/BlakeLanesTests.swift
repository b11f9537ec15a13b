import Determinism
import HashFunctions
import Testing

@testable import HashLanes

@Suite struct BlakeLanesTests {
    @Test(arguments: [ProofHash.blake2s, .blake2sM31])
    func `lanes hash what the scalar hash hashes`(variant: ProofHash) {
        var random = SplitMix64(seed: 7)
        for length in [1, 5, 16, 17, 32, 40] {
            let inputs = (0..<length).map { _ in
                SIMD16<UInt32>((0..<16).map { _ in UInt32(truncatingIfNeeded: random.next()) })
            }
            for useHalves in [false, true] {
                var digest = [SIMD16<UInt32>](repeating: .zero, count: 8)
                BlakeLanes.start(&digest)
                var position = 0
                while position < length {
                    let end = min(position + 16, length)
                    let block = Array(inputs[position..<end])
                    let padded = block + [SIMD16<UInt32>](repeating: .zero, count: 16 - block.count)
                    if useHalves {
                        BlakeLanes.halves(&digest, padded, UInt64(4 * end), end == length)
                    } else {
                        BlakeLanes.compress(&digest, padded, counter: UInt64(4 * end), isFinal: end == length)
                    }
                    position = end
                }
                BlakeLanes.finish(&digest, variant: variant)
                for lane in 0..<16 {
                    var hash = Blake2s()
                    for word in inputs { hash.update(word: word[lane]) }
                    let expected = variant.finish(hash.finalized)
                    #expect((0..<8).allSatisfy { digest[$0][lane] == expected.words[$0] })
                }
            }
        }
    }

    @Test func `parents join neighbours`() {
        let layer = DigestLayer(logSize: 5)
        for i in 0..<16 { layer.vectors[i] = SIMD16((0..<16).map { UInt32(1000 * i + $0) }) }
        let above = DigestLayer(logSize: 4)
        BlakeLanes.parents(layer.vectors, layer.vectors + 8, into: above.vectors, variant: .blake2s)
        for position in 0..<16 {
            #expect(above[position] == Blake2s.hash(layer[2 * position], layer[2 * position + 1]))
        }
    }
}
