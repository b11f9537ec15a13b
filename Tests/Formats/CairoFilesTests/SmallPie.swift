import CairoFiles
import CairoMachine

/// A carried run, made by hand: `main` of output and range_check writes 42, reads a range-checked 7 that a hint once wrote, and
/// returns both pointers, in six steps.
struct SmallPie {
    typealias Address = (segment: UInt64, offset: UInt64)

    static let program: [UInt64] = [
        0x4806_8001_7fff_8000, 42,  // [ap] = 42, ap++
        0x4002_8000_7ffc_7fff,  // [ap - 1] = [[fp - 4]]
        0x4802_8000_7ffd_8000,  // [ap] = [[fp - 3]], ap++
        0x4826_8001_7ffc_8000, 1,  // [ap] = [fp - 4] + 1, ap++
        0x4826_8001_7ffd_8000, 1,  // [ap] = [fp - 3] + 1, ap++
        0x208b_7fff_7fff_7ffe,
    ]

    var prime = "3618502788666131213697322783095070105623107215331596699973092056135872020481"
    var main = 0
    var version = #"{"cairo_pie": "1.1"}"#
    var steps = 6
    var extraSegments = ""
    var memory: [UInt8]

    init() {
        memory = []
        for (offset, word) in Self.program.enumerated() { add((0, UInt64(offset)), number: word) }
        let pointers: [Address] = [(2, 0), (3, 0), (4, 0), (5, 0)]
        for (offset, pointer) in pointers.enumerated() { add((1, UInt64(offset)), pointer: pointer) }
        add((1, 4), number: 42)
        add((1, 5), number: 7)
        add((1, 6), pointer: (2, 1))
        add((1, 7), pointer: (3, 1))
        add((2, 0), number: 42)
        add((3, 0), number: 7)
    }

    private static func encoded(_ address: Address) -> UInt64 { 1 << 63 | address.segment << 47 | address.offset }

    mutating func add(_ address: Address, words: [UInt64]) {
        for word in [Self.encoded(address)] + words { memory += StoredZip.little(word) }
    }

    mutating func add(_ address: Address, number: UInt64) { add(address, words: [number, 0, 0, 0]) }

    mutating func add(_ address: Address, pointer: Address) {
        add(address, words: [Self.encoded(pointer) & ~(1 << 63), 0, 0, 1 << 63])
    }

    /// Writes over the value of cell `index`.
    mutating func set(_ index: Int, words: [UInt64]) {
        memory.replaceSubrange(40 * index + 8..<40 * index + 40, with: words.flatMap { StoredZip.little($0) })
    }

    var archive: [UInt8] {
        let data = Self.program.map(String.init).joined(separator: ", ")
        let metadata = """
            {"program": {"prime": \(prime), "main": \(main), "builtins": ["output", "range_check"], "data": [\(data)]},
             "program_segment": {"index": 0, "size": 9}, "execution_segment": {"index": 1, "size": 8},
             "ret_fp_segment": {"index": 4, "size": 0}, "ret_pc_segment": {"index": 5, "size": 0},
             "builtin_segments": {"output": {"index": 2, "size": 1}, "range_check": {"index": 3, "size": 1}},
             "extra_segments": [\(extraSegments)]}
            """
        var zip = StoredZip()
        zip.add("version.json", Array(version.utf8))
        zip.add("metadata.json", Array(metadata.utf8))
        zip.add("memory.bin", memory)
        zip.add("execution_resources.json", Array("{\"n_steps\": \(steps)}".utf8))
        return zip.archive
    }

    /// Reads the archive and runs it again.
    func run() throws -> ProofRun {
        let run = try ProofRun(CairoPie(archive: archive), limits: MachineLimits(steps: 1000))
        try run.run()
        return run
    }
}
