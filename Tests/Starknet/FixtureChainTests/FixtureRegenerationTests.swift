import BlockPrograms
import BlockVerifying
import FiniteFields
import FixtureChains
import StarknetModel
import Testing
import TransactionExecution

/// The committed files are what the sources give now. Where this fails, `make fixtures` makes them anew.
struct FixtureRegenerationTests {
    @Test func `the configuration`() throws {
        #expect(try FixtureFiles.configuration() == FixtureCommittee.configuration())
    }

    @Test(arguments: FixtureChain.provenBlocks)
    func `block, ancestors, classes, certificate and program of a bundle`(number: UInt64) throws {
        let chain = try FixtureChain.shared(), parts = try FixtureParts(number), proof = parts.proof
        // All but the proof itself: that one costs minutes, and a proof is judged by its verifier.
        var made = try chain.bundle(number, proof: proof)
        made.proof = []
        #expect(made == parts.bundle)
        #expect(proof.blockNumber == number)
        #expect(proof.opening == chain[number].opening)

        let program = try chain.program(number)
        var manifest = program.manifest
        for index in manifest.frames.indices {
            // Not transmitted: verifiers take both from the classes.
            manifest.frames[index].builtins = []
            manifest.frames[index].isCovered = false
        }
        #expect(proof.manifest == manifest)
        let cells = program.cells.dropFirst(program.layout.codeCount)
        #expect(cells.count == proof.data.count)
        for (cell, value) in zip(cells, proof.data) where cell.value != nil {
            #expect(cell.value == value)
        }
    }
}
