import BlockProgramRunning
import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import StarknetModel
import Testing

/// Attacks that leave the clear verifier content and are stopped by the program itself: no run of it exists, so there is
/// nothing to prove (block-programs §12, "main" and "AIR"). Here every frame is covered, whatever builtins it uses.
struct RunAttackTests {
    func honest() throws -> ProvenBlock { try ProvenBlock(provable: Builtin.allCases) }

    /// Whether the program of the changed manifest and data runs to its end.
    func runs(_ block: ProvenBlock) -> Bool {
        let codes = block.manifest.classHashes.map { block.casm[$0]?.bytecode ?? [] }
        let (code, layout) = CodeArea.build(block.manifest, classes: codes)
        var program = block.program
        let old = block.program.cells[block.program.layout.codeCount...]
        let cells = zip(block.data, old).map { value, cell -> ProgramCell in
            // Pointers and cells that the run fills stay what they are unless the attack changed them.
            (cell.value ?? .zero) == value ? cell : .felt(value)
        }
        program.cells = code + cells
        program.layout = layout
        program.manifest = block.manifest
        guard let run = try? BlockRun(program, classes: { block.casm[$0] }) else { return false }
        return (try? run.run()) != nil
    }

    @Test(arguments: [BlockProgramGenerator.Mode.placed, .asserted])
    func `the honest program runs, and the verifier accepts what it says`(mode: BlockProgramGenerator.Mode) throws {
        let block = try ProvenBlock(mode: mode, provable: Builtin.allCases)
        #expect(runs(block))
        #expect(try block.rejection() == nil)
    }

    @Test func `another gas left over than the run leaves`() throws {
        var block = try honest()
        // Nobody but the program knows how much gas an outer call leaves.
        block.manifest.frames[1].gasOut += 1
        block.block.receipts[0].gas.l2Gas -= 1
        #expect(try block.rejection() == nil)
        #expect(!runs(block))
    }

    @Test func `other returned data than the run returns`() throws {
        var block = try honest()
        let returned = block.manifest.frames[1].returned.range
        block.data[block.dataIndex(returned.offset + returned.count - 1)] += .one
        #expect(try block.rejection() == nil)
        #expect(!runs(block))
    }

    @Test func `a panic that is none, and none that is a panic`() throws {
        let honest = try honest()
        for frame in [1, honest.manifest.frames.firstIndex { $0.failed } ?? 0] {
            var block = honest
            block.manifest.frames[frame].failed.toggle()
            #expect(!runs(block))
        }
    }

    @Test func `builtin usage other than the run's`() throws {
        let honest = try honest()
        for frame in honest.manifest.frames.indices {
            var block = honest
            block.manifest.frames[frame].usage[.rangeCheck] += 1
            #expect(try block.rejection() == nil)
            #expect(!runs(block))
        }
    }

    @Test func `a forged storage value, with the values that depend on it left as they are`() throws {
        var block = try honest()
        let transfer = try #require(block.find(.storageRead, afterFrame: 8))
        let response = block.place(frame: transfer.frame, systemCall: transfer.systemCall).response
        block.data[block.dataIndex(response + 2)] += .one
        #expect(!runs(block))
    }

    @Test func `an event that is left out of the transcript and of the receipt`() throws {
        var block = try honest()
        let (frame, call) = try #require(block.find(.emitEvent))
        let start = block.place(frame: frame, systemCall: call).request
        block.manifest.frames[frame].transcript.count = start - block.manifest.frames[frame].transcript.offset
        let event = block.block.receipts[0].events.removeLast()
        block.block.receipts[0].gas.l2Gas -= ProvenBlock.gas(of: event)
        block.commitAgain()
        // The replay agrees with the receipt; the contract's own system pointer does not.
        #expect(try block.rejection() == nil)
        #expect(!runs(block))
    }

    @Test(arguments: [false, true])
    func `a system call appended to a transcript and to the receipt`(isAppended: Bool) throws {
        var block = try honest()
        let (frame, call) = try #require(block.find(.emitEvent))
        let place = block.place(frame: frame, systemCall: call), old = block.manifest.frames[frame].transcript
        // The transcript moves behind the data area, where there is room for one more event; its response follows
        // from the protocol as the first one's does.
        var cells = Array(block.program.cells[old.offset..<old.offset + old.count])
        if isAppended {
            cells += block.program.cells[place.request..<place.response + 2]
            let event = block.block.receipts[0].events[0]
            block.block.receipts[0].events.append(event)
            block.block.receipts[0].gas.l2Gas += ProvenBlock.gas(of: event)
            block.commitAgain()
        }
        block.manifest.frames[frame].transcript = CellRange(offset: block.program.cells.count, count: cells.count)
        block.program.cells += cells
        block.data += cells.map { $0.value ?? .zero }
        // In the clear both are consistent: only the system pointer that the contract returns tells them apart.
        #expect(try block.rejection() == nil)
        #expect(runs(block) == !isAppended)
    }

    @Test func `no constant of the data area can be changed alone`() throws {
        let honest = try honest()
        var byRun = 0, inTheClear = 0
        for index in stride(from: 0, to: honest.data.count, by: 4) {
            var block = honest
            block.data[index] += .one
            if !runs(block) {
                byRun += 1
            } else if try block.rejection() != nil {
                inTheClear += 1
            } else {
                Issue.record("cell \(index) of the data area was changed and nobody noticed")
            }
        }
        #expect(byRun > 50)
        #expect(inTheClear > 10)
    }
}
