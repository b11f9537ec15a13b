import BlockPrograms
import BlockVerifying
import Testing

/// Frames that no proof covers: no class compiled from Sierra has one, so that a verifier that proves no builtin stands in.
struct UncoveredFrameTests {
    @Test func `an uncovered frame whose result is placed is refused`() throws {
        var block = try ProvenBlock(provable: [])
        #expect(try block.rejection() == nil)
        let frame = try #require(
            block.manifest.frames.firstIndex { !$0.isCovered && !$0.returned.isPlaced && $0.returned.range.count > 0 })
        block.manifest.frames[frame].returned.isPlaced = true
        #expect(try block.rejection() == .manifest(frame: frame))
    }
}
