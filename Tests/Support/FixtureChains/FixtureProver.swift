public import BlockPrograms
import BlockProving
public import BlockVerifying
import CasmModel
import FiniteFields
import StarknetModel
import StateTries
import TransactionExecution

extension FixtureChain {
    struct Unencodable: Error {}

    /// How the program of a block says where arrays lie. Verifiers know two ways: block 12 asserts all, the others place
    /// what they can.
    private func mode(_ number: UInt64) -> BlockProgramGenerator.Mode { number == 12 ? .asserted : .placed }

    /// The program of a block.
    public func program(_ number: UInt64) throws -> BlockProgram {
        try BlockProgramGenerator.generate(
            self[number].recording, mode: mode(number), provable: ProvableBuiltins.all
        ) { classes.casm[$0]?.bytecode }
    }

    /// Proves a block: seconds, and some gigabytes of memory.
    public func prove(_ number: UInt64) throws -> BlockProof {
        if self[number].block.transactions.isEmpty {
            return .withoutTransactions(blockNumber: number, opening: self[number].opening)
        }
        return try ExecutionProof(
            of: self[number].recording, number: number, opening: self[number].opening, mode: mode(number)
        ) { classes.casm[$0] }.blockProof
    }

    /// The bundle of a block, signed by the committee.
    public func bundle(_ number: UInt64, proof: BlockProof) throws -> BlockBundle {
        guard let bytes = proof.encoded() else { throw Unencodable() }
        let block = self[number]
        return BlockBundle(
            block: block.block,
            ancestors: Array(headers[..<Int(number)].reversed().prefix(BlockBundle.ancestorCount(ofBlock: number))),
            classes: block.classHashes.compactMap { hash in
                classes.casm[hash].map { BundledClass(classHash: hash, casm: $0) }
            },
            certificate: try FixtureCommittee.certificate(for: block.block.header), proof: bytes)
    }
}
