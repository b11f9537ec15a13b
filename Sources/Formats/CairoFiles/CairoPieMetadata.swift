import ByteCoding
import CairoMachine
import CasmModel
import FiniteFields
import JSONCoding

/// What a PIE's `metadata.json` says: the program, and how large each segment is.
struct CairoPieMetadata {
    var program: [Felt252]
    var main: Int
    var builtins: [Builtin]
    /// Cells of each segment: program, stack, builtins, the two empty ones of the return address, those of hints.
    var sizes: [UInt64]

    /// The most segments.
    static let segmentsMax = 1 << 18

    init(json: JSONValue) throws(JSONError) {
        let program = try json.member("program")
        let prime = try program.member("prime")
        guard try prime.numberText() == "3618502788666131213697322783095070105623107215331596699973092056135872020481"
        else { throw prime.mismatch("the Stark prime") }
        let data = try program.member("data")
        guard data.count <= CairoExecutable.bytecodeMax else { throw data.mismatch("within the size limit") }
        self.program = []
        for word in try data.array() {
            guard let felt = Felt252(decimal: try word.numberText()) else { throw word.mismatch("a felt") }
            self.program.append(felt)
        }
        let main = try program.member("main")
        self.main = try main.integer()
        guard self.program.indices.contains(self.main) else { throw main.mismatch("a position in the program") }
        builtins = []
        for name in try program.member("builtins").array() {
            guard let builtin = Builtin(name: try name.string()), Builtin.proven.contains(builtin) else {
                throw name.mismatch("a builtin")
            }
            builtins.append(builtin)
        }
        sizes = []
        try add("program_segment", of: json)
        guard sizes == [UInt64(self.program.count)] else {
            throw json.mismatch("a program segment of the program's size")
        }
        try add("execution_segment", of: json)
        let segments = try json.member("builtin_segments")
        guard segments.count == builtins.count else { throw segments.mismatch("a segment for every builtin") }
        for builtin in builtins { try add(builtin.name, of: segments) }
        try add("ret_fp_segment", of: json)
        try add("ret_pc_segment", of: json)
        guard sizes.suffix(2) == [0, 0] else { throw json.mismatch("an empty segment of the return address") }
        let extra = try json.member("extra_segments")
        guard extra.count <= Self.segmentsMax else { throw extra.mismatch("at most \(Self.segmentsMax) segments") }
        for segment in try extra.array() { try add(segment) }
    }

    private mutating func add(_ name: String, of json: JSONValue) throws(JSONError) { try add(json.member(name)) }

    /// Segments are named in the order of their numbers.
    private mutating func add(_ segment: JSONValue) throws(JSONError) {
        guard try segment.member("index").integer(Int.self) == sizes.count else {
            throw segment.mismatch("segment \(sizes.count)")
        }
        sizes.append(try segment.member("size").integer(UInt64.self))
    }

    /// The cells behind the program, of `memory.bin`: 8 bytes of address, 32 of value, little-endian. An address has the top
    /// bit set, the segment from bit 47 on and the offset below; a value with the top bit set is such an address.
    func cells(of memory: [UInt8]) throws(CairoPieError) -> [CairoPie.Cell] {
        guard memory.count % 40 == 0 else { throw .memorySize }
        var reader = ByteReader(memory)
        var cells: [CairoPie.Cell] = []
        var isSeen = [Bool](repeating: false, count: program.count)
        cells.reserveCapacity(memory.count / 40)
        for index in 0..<memory.count / 40 {
            guard let cell = try? cell(&reader) else { throw .cell(index) }
            guard cell.address.segment == 0 else {
                cells.append(cell)
                continue
            }
            let position = Int(cell.address.offset)
            guard cell.value.asFelt == program[position] else { throw .program }
            isSeen[position] = true
        }
        guard !isSeen.contains(false) else { throw .program }
        return cells
    }

    /// The next cell; nil where there cannot be such a one.
    private func cell(_ reader: inout ByteReader) throws(ByteCodingError) -> CairoPie.Cell? {
        let place = try reader.u64()
        let words = (try reader.u64(), try reader.u64(), try reader.u64(), try reader.u64())
        let top: UInt64 = 1 << 63
        guard place & top != 0, let address = address(place & ~top), address.offset < sizes[Int(address.segment)] else {
            return nil
        }
        if words.3 & top == 0 {
            return Felt252(limbs: words.0, words.1, words.2, words.3).map {
                CairoPie.Cell(address: address, value: MemoryValue($0))
            }
        }
        guard words.0 & top == 0, words.1 == 0, words.2 == 0, words.3 == top, let value = self.address(words.0) else {
            return nil
        }
        return CairoPie.Cell(address: address, value: MemoryValue(value))
    }

    private func address(_ number: UInt64) -> MachineAddress? {
        let address = MachineAddress(segment: number >> 47, offset: number & ((1 << 47) - 1))
        return address.segment < UInt64(sizes.count) ? address : nil
    }
}
