import FiniteFields
import Foundation
import JSONCoding
import SierraModel
import Testing
import VectorFiles

@testable import ExplorerWeb

/// A class's Sierra and CASM as text.
@Suite struct ListingTests {
    private func felts(_ words: [String]) -> [Felt252] { words.compactMap { Felt252(hex: $0) } }

    /// Each form of an instruction, by EXEC §6.2.
    @Test func `instructions read as Cairo's assembly`() {
        let words = felts([
            "0x480680017fff8000", "0x5", "0x480a7ffd7fff8000", "0x48307ffe80007fff", "0x484a7ffd80008001",
            "0x482680017ffb8000", "0x800000000000011000000000000000000000000000000000000000000000000",
            "0x400280007ffd7fff",
            "0x20680017fff7ffe", "0x9", "0x10780017fff7fff", "0x10", "0x1104800180018000", "0x7", "0x40780017fff7fff",
            "0x2", "0x208b7fff7fff7ffe", "0x123456789", "0x10000000000000000000000000",
        ])
        #expect(words.count == 19)
        #expect(
            CasmListing(words, entryPoints: [2: "here"]).lines.map { "\($0.offset) \($0.text)" } == [
                "0 [ap] = 5, ap++", "2 here", "2 [ap] = [fp - 3], ap++", "3 [ap - 1] = [ap] + [ap - 2], ap++",
                "4 [ap + 1] = [fp] * [fp - 3], ap++", "5 [ap] = [fp - 5] + -1, ap++", "7 [ap - 1] = [[fp - 3] + 0]",
                "8 jmp rel 9 if [ap - 2] != 0", "10 jmp rel 16", "12 call rel 7", "14 ap += 2", "16 ret",
                "17 word 0x123456789", "18 word 0x10000000000000000000000000",
            ])
        // An immediate that is missing.
        #expect(CasmListing(felts(["0x480680017fff8000"])).lines.map(\.text) == ["word 0x480680017fff8000"])
    }

    private func contract(_ name: String, _ kind: String) throws -> JSONValue {
        let file = VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name).\(kind).json")
        return try JSONDocument(Array(Data(contentsOf: file)), limits: BlockReading.limits).root
    }

    @Test(arguments: ["Account", "Token", "Fibonacci"])
    func `a whole class's code is instructions, and words only behind them`(name: String) throws {
        let code = try contract(name, "casm").member("bytecode").array().map { try $0.felt() }
        let lines = CasmListing(code).lines
        var next = 0
        for line in lines {
            #expect(line.offset == next || line.offset == next + 1)
            next = line.offset + 1
        }
        let firstWord = lines.firstIndex { $0.text.hasPrefix("word") } ?? lines.count
        #expect(firstWord > lines.count * 9 / 10)
        #expect(lines.contains { $0.text == "ret" } && lines.contains { $0.text.hasPrefix("call rel") })
    }

    @Test func `a Sierra program reads with the names of its library functions and types`() throws {
        let felts = try contract("Fibonacci", "sierra").member("sierra_program").array().map { try $0.felt() }
        let program = try SierraProgram.decode(felts).program, listing = SierraListing(program)
        let lines = listing.lines(0..<listing.count)
        #expect(listing.count == program.statements.count)
        #expect(lines.count == listing.count + program.functions.count)
        let text = lines.joined(separator: "\n")
        for part in [
            "function 0([0]: RangeCheck, ", "felt252_add([", "Array<felt252>", "store_temp<felt252>([", "return([",
            "storage_base_address_const<", "withdraw_gas(", " { next([", "emit_event_syscall(",
        ] { #expect(text.contains(part), "\(part)") }
        // Names that are hashed in the class are known.
        #expect(!text.contains("0x…"))
        #expect(listing.lines(3..<5).count >= 2 && listing.lines(listing.count..<listing.count + 9).isEmpty)
    }

    @Test func `long names of library functions are known`() throws {
        let felts = try contract("Token", "sierra").member("sierra_program").array().map { try $0.felt() }
        let listing = SierraListing(try SierraProgram.decode(felts).program)
        let text = listing.lines(0..<listing.count).joined(separator: "\n")
        #expect(text.contains("contract_address_try_from_felt252("))
    }

    @Test func `indented JSON is the same JSON`() throws {
        let text = #"[{"a":"x, {\"}[","b":[],"c":{}, "d" : [1,2]},{"e":null}]"#
        let lines = IndentedJSON.lines(text)
        #expect(
            lines == [
                "[", "  {", #"    "a": "x, {\"}[","#, #"    "b": [],"#, #"    "c": {},"#, #"    "d": ["#, "      1,",
                "      2", "    ]", "  },", "  {", #"    "e": null"#, "  }", "]",
            ])
        for broken in ["", "]]]]", "{", "\"", "[[[[[", "a,b}"] { _ = IndentedJSON.lines(broken) }
        #expect(IndentedJSON.lines(String(repeating: "[", count: 1_000)).allSatisfy { $0.count <= 65 })
    }
}
