import BlockPrograms
import ByteCoding
import CasmModel
import Determinism
import FiniteFields
import Foundation
import StarknetModel
import Testing
import VectorFiles

struct GoldenProgramTests {
    func generate(_ golden: GoldenBlock) throws -> BlockProgram {
        let mode: BlockProgramGenerator.Mode = golden.json["mode"] as! String == "A" ? .asserted : .placed
        return try BlockProgramGenerator.generate(golden.recording, mode: mode) { golden.bytecodes[$0] }
    }

    @Test(arguments: GoldenBlock.names)
    func `programs are equal felt for felt, where the run does not fill them`(name: String) throws {
        let golden = try GoldenBlock(name)
        let program = try generate(golden)
        let json = golden.json["program"] as! [String: Any]
        let expected = felts(json["felts"]!)
        try #require(program.cells.count == expected.count)
        let advice = (json["advice_cells"] as! [Any]).map(GoldenBlock.integer)
        #expect(program.adviceCells == advice)
        #expect(program.pointerCells == (json["pointer_cells"] as! [Any]).map(GoldenBlock.integer))
        for (index, cell) in program.cells.enumerated() {
            guard let value = cell.value else { continue }
            guard value == expected[index] else {
                Issue.record("cell \(index): \(value) instead of \(expected[index])")
                return
            }
        }
        #expect(program.layout.codeCount == GoldenBlock.integer(json["code"]!))
        #expect(program.layout.costs == GoldenBlock.integer(json["costs"]!))
    }

    @Test(arguments: GoldenBlock.names)
    func `manifests are equal`(name: String) throws {
        let golden = try GoldenBlock(name)
        let manifest = try generate(golden).manifest
        let json = golden.json["manifest"] as! [String: Any]
        #expect(manifest.classHashes == felts(json["classes"]!))
        let frames = json["frames"] as! [[String: Any]]
        try #require(manifest.frames.count == frames.count)
        func pair(_ value: Any?) -> [Int] { (value as! [Any]).map(GoldenBlock.integer) }
        for (frame, expected) in zip(manifest.frames, frames) {
            #expect(frame.transaction == GoldenBlock.integer(expected["tx"]!))
            #expect(frame.classIndex == GoldenBlock.integer(expected["class"]!))
            #expect(frame.entryOffset == GoldenBlock.integer(expected["offset"]!))
            #expect(frame.builtins.map(\.name) == expected["builtins"] as! [String])
            #expect(frame.gasIn == (expected["gas_in"] as! NSNumber).uint64Value)
            #expect(frame.gasOut == (expected["gas_out"] as! NSNumber).uint64Value)
            #expect(frame.failed == (GoldenBlock.integer(expected["failed"]!) == 1))
            #expect([frame.transcript.offset, frame.transcript.count] == pair(expected["transcript"]))
            #expect([frame.calldata.offset, frame.calldata.count] == pair(expected["calldata"]))
            for (builtin, count) in expected["usage"] as! [String: Any] {
                #expect(frame.usage[Builtin(name: builtin)!] == GoldenBlock.integer(count))
            }
            let returned = expected["ret"] as! [Any]
            #expect(frame.returned.isPlaced == (returned[0] as! String == "placed"))
            if !(returned[1] is NSNull) { #expect(frame.returned.range.offset == GoldenBlock.integer(returned[1])) }
            #expect(frame.returned.range.count == GoldenBlock.integer(returned[2]))
            let asserts = (expected["asserts"] as! [[Any]]).map {
                AssertedArray(
                    cell: GoldenBlock.integer($0[0]), hasEnd: $0[1] as! Bool,
                    expected: CellRange(offset: GoldenBlock.integer($0[2]), count: GoldenBlock.integer($0[3])))
            }
            #expect(frame.asserts == asserts)
            if let arena = expected["arena"] as? [String: Any] {
                #expect(frame.arena?.base == GoldenBlock.integer(arena["base"]!))
                #expect(frame.arena?.infos == GoldenBlock.integer(arena["infos"]!))
                #expect(frame.arena?.operations == GoldenBlock.integer(arena["ops"]!))
                #expect(frame.arena?.dictionaries == GoldenBlock.integer(arena["n"]!))
            } else {
                #expect(frame.arena == nil)
            }
        }
    }

    @Test(arguments: GoldenBlock.names)
    func `allocation plans are equal`(name: String) throws {
        let golden = try GoldenBlock(name)
        let plan = try generate(golden).plan
        for (frame, expected) in zip(plan.frames, golden.json["plan"] as! [[String: Any]]) {
            let placed = Dictionary(uniqueKeysWithValues: frame.placed.map { (String($0.ordinal), $0.offset) })
            #expect(placed == (expected["alloc"] as! [String: Any]).mapValues(GoldenBlock.integer))
            #expect(frame.dictionarySizes == (expected["dict_sizes"] as? [Any])?.map(GoldenBlock.integer))
        }
    }

    @Test func `the code area is a function of manifest and classes`() throws {
        let golden = try GoldenBlock("block_of_four")
        let program = try generate(golden)
        let rebuilt = CodeArea.build(
            program.manifest, classes: program.manifest.classHashes.map { golden.bytecodes[$0]! })
        #expect(rebuilt.cells == Array(program.cells.prefix(program.layout.codeCount)))
        #expect(rebuilt.layout == program.layout)
    }
}

struct RecordingCodingTests {
    @Test(arguments: GoldenBlock.names)
    func `recordings survive the round trip, and no byte may be missing`(name: String) throws {
        let recording = try GoldenBlock(name).recording
        let bytes = recording.encoded
        #expect(try BlockRecording(decoding: bytes) == recording)
        #expect(throws: ByteCodingError.self) { try BlockRecording(decoding: Array(bytes.dropLast())) }
        #expect(throws: ByteCodingError.self) { try BlockRecording(decoding: bytes + [0]) }
    }

    @Test func `changed bytes never trap`() throws {
        let bytes = try GoldenBlock("multicall").recording.encoded
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            var changed = bytes
            changed[random.number(in: 0...bytes.count - 1)] ^= UInt8(random.number(in: 1...255))
            _ = try? BlockRecording(decoding: changed)
        }
    }
}
