import CasmModel
import FiniteFields

/// The end of generation: places become offsets, and the code area is built from the finished manifest.
extension BlockProgramGenerator {
    /// Where the regions and the classes begin.
    struct Offsets {
        var regions: [Int]
        var classes: [Int]

        func of(_ place: DataArea.Place) -> Int {
            switch place.base {
            case .region(let index): regions[index] + place.offset
            case .classCode(let index): classes[index] + place.offset
            }
        }
    }

    func assemble() throws(BlockProgramError) -> BlockProgram {
        // The code's size does not depend on offsets, so a manifest over zeros finds where everything begins.
        let zeros = Offsets(
            regions: [Int](repeating: 0, count: data.regions.count),
            classes: [Int](repeating: 0, count: classCode.count))
        let draft = CodeArea.build(manifest(zeros), classes: classCode).layout
        let (regionOffsets, end) = data.offsets(from: draft.codeCount)
        guard end < BlockProgramLimits.cellsMax else { throw .limit }
        let offsets = Offsets(regions: regionOffsets, classes: draft.classBases)
        let manifest = self.manifest(offsets)
        let (code, layout) = CodeArea.build(manifest, classes: classCode)
        var cells = code
        cells.reserveCapacity(end)
        for region in data.regions {
            for cell in region {
                switch cell {
                case .felt(let felt): cells.append(.felt(felt))
                case .advice: cells.append(.advice)
                case .pointer(let place): cells.append(.pointer(offsets.of(place)))
                }
            }
        }
        let plan = AllocationPlan(frames: drafts.map { self.plan(of: $0, offsets) })
        let regions = data.names.indices.map { index in
            DataRegion(
                name: data.names[index],
                range: CellRange(offset: regionOffsets[index], count: data.regions[index].count))
        }
        return BlockProgram(cells: cells, layout: layout, manifest: manifest, plan: plan, regions: regions)
    }

    private func plan(of draft: FrameDraft, _ offsets: Offsets) -> AllocationPlan.Frame {
        let placed = draft.placed.map { (ordinal: $0.ordinal, offset: offsets.of($0.place)) }
        return AllocationPlan.Frame(
            placed: placed.sorted { $0.ordinal < $1.ordinal }, dictionarySizes: draft.recording.arena?.dictionarySizes,
            pointSeed: draft.pointSeed)
    }

    private func manifest(_ offsets: Offsets) -> BlockManifest {
        BlockManifest(classHashes: classHashes, frames: drafts.map { frame(of: $0, offsets) })
    }

    private func frame(of draft: FrameDraft, _ offsets: Offsets) -> FrameManifest {
        func range(_ place: DataArea.Place?, _ count: Int) -> CellRange {
            CellRange(offset: place.map(offsets.of) ?? 0, count: count)
        }
        let frame = draft.recording, transcript = range(draft.transcript, draft.transcriptCount)
        let arena = draft.arena.map { arena in
            ArenaManifest(
                base: offsets.of(arena.base), operations: frame.arena?.operations ?? 0,
                dictionaries: frame.arena?.dictionarySizes.count ?? 0, infos: offsets.of(arena.infos))
        }
        let isPlaced = draft.isCovered && (draft.returned?.isPlaced ?? false), count = frame.returned.content.count
        return FrameManifest(
            transaction: draft.transaction, classIndex: draft.classIndex, entryOffset: frame.offset,
            builtins: frame.builtins, gasIn: frame.gasIn, gasOut: frame.gasOut, failed: frame.failed,
            transcript: transcript, calldata: range(draft.calldata, frame.calldata.count),
            // What only `main` would use of an uncovered frame has one form: none.
            usage: draft.isCovered ? draft.usage : BuiltinCounts(),
            returned: ReturnedData(
                isPlaced: isPlaced, range: range(isPlaced || count > 0 ? draft.returned?.place : nil, count)),
            asserts: draft.asserts.map { entry in
                AssertedArray(
                    cell: transcript.offset + entry.cell, hasEnd: entry.hasEnd,
                    expected: range(entry.expected, entry.count))
            },
            arena: arena, isCovered: draft.isCovered)
    }
}
