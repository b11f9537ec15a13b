import CairoFiles
import CairoMachine
import FiniteFields
import JSONCoding
import Testing
import VectorFiles
import ZipReading

struct CairoPieTests {
    /// In the large set of golden data only: 191,408 steps of the Starknet OS over ten transfers.
    private static let recorded = ["os/cairo_pie_10_transfers.zip"].filter { VectorFiles.has($0) }

    @Test(arguments: recorded) func `a recorded run of the Starknet OS runs again`(path: String) throws {
        let pie = try CairoPie(archive: VectorFiles.data(path))
        #expect(pie.steps == 191_408)
        let hash = "0x602b02cff498684fae3d66016137978fdad45a5036878a57257689d4f3f6ccb"
        #expect(pie.programHash.hex == hash)
        let facts = try VectorFiles.json("os/proof_facts_10_transfers.json") as? [String]
        #expect(facts?[2] == hash)
        let run = try ProofRun(pie, limits: MachineLimits(steps: 1 << 18))
        try run.run()
        #expect(run.mainSteps == pie.steps + ProofRun.bootstrapSteps)
        #expect(try run.relocated().output.count == 30)
    }

    @Test func `a carried run gives what it gave`() throws {
        let run = try SmallPie().run()
        let relocated = try run.relocated()
        #expect(relocated.output == [42])
        #expect(run.mainSteps == 6 + ProofRun.bootstrapSteps)
        #expect(relocated.trace.count == 9)
        // The bootstrap's call goes to `main`, behind it.
        #expect(relocated.memory[4] == RelocatedWord(4, 0, 0, 0) && relocated.memory[7].a == SmallPie.program[0])
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: CairoPieError
        let change: @Sendable (inout SmallPie) -> Void
    }

    /// Places of cells: program 0 to 8, stack 9 to 16, output 17, range check 18.
    private static let damages = [
        Damage(
            testDescription: "another prime",
            error: .json(file: "metadata.json", .mismatch(path: "$.program.prime", expected: "the Stark prime"))
        ) { $0.prime = "17" },
        Damage(
            testDescription: "main behind the program",
            error: .json(
                file: "metadata.json", .mismatch(path: "$.program.main", expected: "a position in the program"))
        ) { $0.main = 9 },
        Damage(
            testDescription: "another version",
            error: .json(file: "version.json", .mismatch(path: "$.cairo_pie", expected: "version 1"))
        ) { $0.version = #"{"cairo_pie": "2.0"}"# },
        Damage(
            testDescription: "a segment out of order",
            error: .json(
                file: "metadata.json", .mismatch(path: "$.extra_segments[0]", expected: "segment 6"))
        ) { $0.extraSegments = #"{"index": 7, "size": 1}"# },
        Damage(testDescription: "half a cell", error: .memorySize) { $0.memory.removeLast() },
        Damage(testDescription: "a value that is no felt", error: .cell(13)) {
            $0.set(13, words: [0, 0, 0, 0x0800_0000_0000_0012])
        },
        Damage(testDescription: "a pointer with other bits", error: .cell(17)) {
            $0.set(17, words: [0, 1, 0, 1 << 63])
        },
        Damage(testDescription: "a pointer to no segment", error: .cell(17)) {
            $0.set(17, words: [6 << 47, 0, 0, 1 << 63])
        },
        Damage(testDescription: "a cell behind its segment", error: .cell(19)) { $0.add((1, 8), number: 1) },
        Damage(testDescription: "a cell of no segment", error: .cell(19)) { $0.add((6, 0), number: 1) },
        Damage(testDescription: "another program in the memory", error: .program) { $0.set(1, words: [43, 0, 0, 0]) },
        Damage(testDescription: "a part of the program only", error: .program) { $0.memory.removeFirst(40) },
    ]

    @Test(arguments: damages) func `a damaged file is refused for its reason`(damage: Damage) throws {
        var pie = SmallPie()
        damage.change(&pie)
        #expect(throws: damage.error) { try CairoPie(archive: pie.archive) }
    }

    @Test func `an archive without the memory is refused`() {
        var zip = StoredZip()
        zip.add("version.json", Array(#"{"cairo_pie": "1.0"}"#.utf8))
        #expect(throws: CairoPieError.archive(.missing(name: "metadata.json"))) { try CairoPie(archive: zip.archive) }
    }

    @Test(
        arguments: [
            (13, [43, 0, 0, 0], MachineError.assertionFailed),  // what the program wrote
            (14, [8, 0, 0, 0], .assertionFailed),  // what it read
            (18, [0, 0, 1, 0], .rangeCheck),
            (15, [2 << 47 | 2, 0, 0, 1 << 63], .assertionFailed),  // the returned output pointer
            (11, [7, 0, 0, 0], .badProgram), (12, [4 << 47, 0, 0, 1 << 63], .badProgram),  // where it returns to
            (17, [5 << 47, 0, 0, 1 << 63], .badProgram),  // a pointer to there from elsewhere
        ] as [(Int, [UInt64], MachineError)])
    func `a memory that the program does not leave ends the run`(
        cell: Int, words: [UInt64], error: MachineError
    ) throws {
        var pie = SmallPie()
        pie.set(cell, words: words)
        #expect(throws: error) { try pie.run() }
    }

    @Test func `two values of one cell end the run`() throws {
        var pie = SmallPie()
        pie.add((2, 0), number: 43)
        #expect(throws: MachineError.inconsistentMemory) { try pie.run() }
    }
}
