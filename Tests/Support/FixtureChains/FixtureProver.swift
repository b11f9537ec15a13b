public import BlockPrograms
import BlockProgramRunning
public import BlockVerifying
import CairoProving
import CairoVerifying
import CairoWitness
import CasmModel
import FiniteFields
import StarknetModel
import StateTries
import TransactionExecution

extension FixtureChain {
    struct Unencodable: Error {}

    /// The program of a block. Verifiers know two ways of saying where arrays lie: block 12 asserts all, the others
    /// place what they can.
    public func program(_ number: UInt64) throws -> BlockProgram {
        try BlockProgramGenerator.generate(
            self[number].recording, mode: number == 12 ? .asserted : .placed, provable: ProvableBuiltins.all
        ) { classes.casm[$0]?.bytecode }
    }

    /// Proves a block: seconds, and some gigabytes of memory.
    public func prove(_ number: UInt64) throws -> BlockProof {
        if self[number].block.transactions.isEmpty {
            return .withoutTransactions(blockNumber: number, opening: self[number].opening)
        }
        let program = try program(number)
        let run = try BlockRun(program) { classes.casm[$0] }
        var cairo = try CairoProver(parameters: .productionSmall).prove(try ProverInput(try run.run()))
        // The run filled the advice cells: the data area is taken from the proof's public memory.
        let data = cairo.claim.publicData.program.dropFirst(program.layout.codeCount).map(\.felt)
        cairo.claim.publicData.program = []
        return BlockProof(
            blockNumber: number, manifest: program.manifest, data: data, opening: self[number].opening, cairo: cairo)
    }

    /// The bundle of a block, signed by the committee.
    public func bundle(_ number: UInt64, proof: BlockProof) throws -> BlockBundle {
        guard let bytes = proof.encoded() else { throw Unencodable() }
        let block = self[number]
        let count = number >= 10 ? VerifierConfiguration.ancestorsMax : 1
        return BlockBundle(
            block: block.block, ancestors: Array(headers[..<Int(number)].reversed().prefix(count)),
            classes: try block.classHashes.compactMap { hash in
                try classes.casm[hash].map { try BundledClass(classHash: hash, casm: $0) }
            },
            certificate: try FixtureCommittee.certificate(for: block.block.header), proof: bytes)
    }
}
