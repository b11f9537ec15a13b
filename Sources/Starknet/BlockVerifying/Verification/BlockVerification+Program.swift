import BlockPrograms
import CairoVerifying
import CasmModel
import FiniteFields
import StarknetModel

/// The checks of the program: the manifest's numbers, the rebuilding, the binding of the Cairo proof, the proof itself.
extension BlockVerification {
    /// The code area from manifest and classes, then the data area: the public program of the proof.
    mutating func rebuildProgram() throws(BlockRejection) {
        manifest = try completeManifest()
        try checkSize()
        let code = CodeArea.build(manifest, classes: manifest.classHashes.map { classes[$0]?.bytecode ?? [] })
        // The code area holds constants only: `value` is nil for advice, of which it has none.
        program = code.cells.map { $0.value ?? .zero } + proof.data
    }

    /// Checks ranges, and adds what the verifier takes from the classes rather than from the prover: builtin lists, and
    /// which frames are covered (block program §10, rules 1 and "uncovered frames").
    private func completeManifest() throws(BlockRejection) -> BlockManifest {
        var complete = proof.manifest, seen = Set<Felt252>(), total = BuiltinCounts()
        for (index, hash) in complete.classHashes.enumerated() {
            guard classes[hash] != nil, seen.insert(hash).inserted else { throw .manifestClass(index: index) }
        }
        for index in complete.frames.indices {
            let frame = try checkedFrame(index)
            for builtin in Builtin.proven {
                // The program adds them up: a sum within the limit also fits where Int has 32 bits.
                total[builtin] += frame.usage[builtin]
                guard total[builtin] <= BlockProgramLimits.usageMax else { throw .manifest(frame: index) }
            }
            complete.frames[index] = frame
        }
        return complete
    }

    private func checkedFrame(_ index: Int) throws(BlockRejection) -> FrameManifest {
        var frame = proof.manifest.frames[index]
        guard frame.classIndex < proof.manifest.classHashes.count, frame.transaction < bundle.block.transactions.count,
            let casm = classes[proof.manifest.classHashes[frame.classIndex]],
            let builtins = casm.builtins(at: frame.entryOffset),
            builtins.contains(.segmentArena) == (frame.arena != nil),
            frame.calldata.count < BlockProgramLimits.arrayMax,
            frame.returned.range.count < BlockProgramLimits.arrayMax,
            frame.asserts.allSatisfy({ $0.expected.count < BlockProgramLimits.arrayMax })
        else { throw .manifest(frame: index) }
        frame.builtins = builtins
        frame.isCovered = builtins.allSatisfy { verifier.provable.contains($0) }
        // One form only: numbers that nothing uses must be zero, so that no change of a file goes unnoticed.
        for builtin in Builtin.proven where !(frame.isCovered && builtins.contains(builtin)) {
            guard frame.usage[builtin] == 0 else { throw .manifest(frame: index) }
        }
        guard frame.isCovered || !frame.returned.isPlaced,
            frame.returned.isPlaced || frame.returned.range.count > 0 || frame.returned.range.offset == 0
        else { throw .manifest(frame: index) }
        return frame
    }

    /// Bounds the program before it is built: a small file could claim a large one, since a frame's code is longer than
    /// its entry in the manifest, and classes are named by hash.
    private func checkSize() throws(BlockRejection) {
        var cells = proof.data.count
        for hash in manifest.classHashes { cells += (classes[hash]?.bytecode.count ?? 0) + 2 }
        // At most 80 cells for a frame with all builtins, 13 for an assertion.
        for frame in manifest.frames { cells += 80 + 16 * frame.asserts.count }
        guard cells <= BlockProgramLimits.verifiedCellsMax else { throw .programTooLarge }
    }

    /// Puts the rebuilt program into the proof's claim, with the ids that the first occurrences of its values have.
    ///
    /// Soundness: the reference verifiers do not relate the program's length to the initial stack. If the stack could begin
    /// inside the data area, or leave a gap, cells would be public constants and working memory at once.
    mutating func bindProof() throws(BlockRejection) {
        guard var bound = proof.cairo else { throw .proofPresence }
        guard bound.claim.publicData.program.isEmpty else { throw .program }
        guard bound.claim.publicData.presentSegments.count == PublicSegment.allCases.count else { throw .layout }
        guard UInt64(bound.claim.publicData.initial.ap) == UInt64(program.count) + 3 else { throw .layout }
        bound.claim.publicData.program = ProgramMemory.cells(program)
        self.bound = bound
    }

    /// The Cairo proof, under the one policy that blocks are proven with.
    func checkProof() throws(BlockRejection) {
        guard let bound else { throw .proofPresence }
        do { try CairoVerifier(policy: .productionSmall).verify(bound) } catch { throw .proof(error) }
    }
}

extension CasmClass {
    /// The builtin list of the entry point at an offset. Entry points that share an offset run the same function.
    fileprivate func builtins(at offset: Int) -> [Builtin]? {
        for type in EntryPointType.allCases {
            for entry in entryPoints[type] where entry.offset == offset { return entry.builtins }
        }
        return nil
    }
}
