import BlockPrograms
import CairoVerifying
public import CasmModel
import FiniteFields

/// The manifest's numbers, and the binding of the Cairo proof to the rebuilt program.
extension BlockVerifier {
    /// Checks ranges, and adds what the verifier takes from the classes rather than from the prover: builtin lists, and
    /// which frames are covered (block program §10, rules 1 and "uncovered frames").
    func completeManifest(
        _ manifest: BlockManifest, _ classes: [Felt252: CasmClass], transactionCount: Int
    ) throws(BlockRejection) -> BlockManifest {
        var complete = manifest
        var seen = Set<Felt252>(), total = BuiltinCounts()
        for hash in manifest.classHashes {
            guard classes[hash] != nil, seen.insert(hash).inserted else { throw .manifest(frame: 0) }
        }
        for index in manifest.frames.indices {
            let frame = manifest.frames[index]
            guard frame.classIndex < manifest.classHashes.count, frame.transaction < transactionCount,
                let casm = classes[manifest.classHashes[frame.classIndex]],
                let builtins = BlockVerifier.builtins(at: frame.entryOffset, in: casm),
                builtins.contains(.segmentArena) == (frame.arena != nil),
                frame.calldata.count < BlockProgramLimits.arrayMax,
                frame.returned.range.count < BlockProgramLimits.arrayMax,
                Builtin.proven.allSatisfy({ frame.usage[$0] <= BlockProgramLimits.usageMax }),
                frame.asserts.allSatisfy({ $0.expected.count < BlockProgramLimits.arrayMax })
            else { throw .manifest(frame: index) }
            complete.frames[index].builtins = builtins
            let isCovered = builtins.allSatisfy { provable.contains($0) }
            complete.frames[index].isCovered = isCovered
            // One form only: numbers that nothing uses must be zero, so that no change of a file goes unnoticed.
            for builtin in Builtin.proven where !(isCovered && builtins.contains(builtin)) {
                guard frame.usage[builtin] == 0 else { throw .manifest(frame: index) }
            }
            // The code area adds the usages up in machine integers, which have 32 bits in the browser: the sum of all
            // frames has the bound that each of them has.
            for builtin in Builtin.proven {
                total[builtin] += frame.usage[builtin]
                guard total[builtin] <= BlockProgramLimits.usageMax else { throw .manifest(frame: index) }
            }
            guard isCovered || !frame.returned.isPlaced,
                frame.returned.isPlaced || frame.returned.range.count > 0 || frame.returned.range.offset == 0
            else { throw .manifest(frame: index) }
        }
        return complete
    }

    /// Bounds the program before it is built: a small file could claim a large one, since a frame's code is longer than
    /// its entry in the manifest, and classes are named by hash.
    func checkSize(
        _ manifest: BlockManifest, _ data: [Felt252], _ classes: [Felt252: CasmClass]
    ) throws(BlockRejection) {
        var cells = data.count
        for hash in manifest.classHashes { cells += (classes[hash]?.bytecode.count ?? 0) + 2 }
        // At most 80 cells for a frame with all builtins, 13 for an assertion.
        for frame in manifest.frames { cells += 80 + 16 * frame.asserts.count }
        guard cells <= BlockProgramLimits.verifiedCellsMax else { throw .manifest(frame: 0) }
    }

    /// The builtin list of the entry point at an offset. Entry points that share an offset run the same function.
    private static func builtins(at offset: Int, in casm: CasmClass) -> [Builtin]? {
        for type in EntryPointType.allCases {
            for entry in casm.entryPoints[type] where entry.offset == offset { return entry.builtins }
        }
        return nil
    }

    /// Puts the rebuilt program into the proof's claim, with the ids that the first occurrences of its values have.
    ///
    /// Soundness: the reference verifiers do not relate the program's length to the initial stack. If the stack could begin
    /// inside the data area, or leave a gap, cells would be public constants and working memory at once.
    func bind(_ proof: CairoProof, to program: [Felt252]) throws(BlockRejection) -> CairoProof {
        guard proof.claim.publicData.program.isEmpty else { throw .program }
        guard proof.claim.publicData.presentSegments.count == PublicSegment.allCases.count else { throw .layout }
        guard UInt64(proof.claim.publicData.initial.ap) == UInt64(program.count) + 3,
            program.count < BlockProgramLimits.cellsMax
        else { throw .layout }
        var bound = proof
        bound.claim.publicData.program = ProgramMemory.cells(program)
        guard bound.claim.relationsStayBelowModulus(publicEntries: UInt64(program.count) + 64) else {
            throw .relationUses
        }
        return bound
    }
}

/// Builtins that the AIR of this version has components for.
public enum ProvableBuiltins {
    public static var all: [Builtin] { [.pedersen, .rangeCheck, .bitwise, .ecOp, .segmentArena, .rangeCheck96] }
}
