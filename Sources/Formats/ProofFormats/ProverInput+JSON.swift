import CairoAIR
import CairoVerifying
public import CairoWitness
import JSONCoding

extension ProverInput {
    /// Reads what stwo-cairo's adapter writes (STWO §6.9). `pc_count` is read and ignored: it follows from the rest.
    public init(json bytes: some Collection<UInt8>) throws(ProofFormatError) {
        do throws(JSONError) {
            let root = try JSONDocument(bytes, limits: .localFile).root
            try root.requireOnly([
                "state_transitions", "memory", "pc_count", "public_memory_addresses", "builtin_segments",
                "public_segment_context",
            ])
            let transitions = try root.member("state_transitions")
            let byOpcode = try transitions.member("casm_states_by_opcode")
            var states: [[CasmRegisters]] = []
            for kind in ComponentKind.allCases.prefix(ComponentKind.opcodeCount) {
                var list: [CasmRegisters] = []
                for state in try byOpcode.member("\(kind.name)").array() { list.append(try CasmRegisters(json: state)) }
                states.append(list)
            }
            var addresses: [UInt32] = []
            for address in try root.member("public_memory_addresses").array() {
                addresses.append(try address.integer())
            }
            var hasPointer: [Bool] = []
            for isPresent in try root.member("public_segment_context").member("present").array() {
                hasPointer.append(try isPresent.bool())
            }
            self.init(
                initial: try CasmRegisters(json: transitions.member("initial_state")),
                final: try CasmRegisters(json: transitions.member("final_state")), states: states,
                memory: try RunMemory(json: root.member("memory")), publicMemoryAddresses: addresses,
                segments: try ProverInput.segments(json: root.member("builtin_segments")),
                hasSegmentPointer: hasPointer)
        } catch {
            throw .json(error)
        }
    }

    private static func segments(json: JSONValue) throws(JSONError) -> [Segment?] {
        var segments = [Segment?](repeating: nil, count: PublicSegment.allCases.count)
        for (name, value) in try json.object() {
            guard let segment = PublicSegment.allCases.first(where: { $0.adapterName == name }) else {
                throw json.mismatch("the names of the builtins")
            }
            guard !value.isNull else { continue }
            segments[segment.rawValue] = Segment(
                begin: try value.member("begin_addr").integer(), stop: try value.member("stop_ptr").integer())
        }
        return segments
    }
}

extension PublicSegment {
    /// The name in the adapter's JSON; nil for builtins that it refuses.
    var adapterName: String? {
        switch self {
        case .output: "output"
        case .pedersen: "pedersen_builtin"
        case .rangeCheck: "range_check_builtin"
        case .bitwise: "bitwise_builtin"
        case .ecOp: "ec_op_builtin"
        case .poseidon: "poseidon_builtin"
        case .rangeCheck96: "range_check96_builtin"
        case .addMod: "add_mod_builtin"
        case .mulMod: "mul_mod_builtin"
        case .ecdsa, .keccak: nil
        }
    }
}

extension CasmRegisters {
    fileprivate init(json: JSONValue) throws(JSONError) {
        self.init(
            pc: try json.member("pc").integer(), ap: try json.member("ap").integer(),
            fp: try json.member("fp").integer())
    }
}

extension RunMemory {
    /// The largest small value.
    static var largestSmall: UInt128 { (1 << UInt128(smallBits)) - 1 }

    fileprivate init(json: JSONValue) throws(JSONError) {
        let config = try json.member("config")
        let smallMax: UInt128 = try config.member("small_max").integer()
        let capacity: UInt32 = try config.member("log_small_value_capacity").integer()
        guard smallMax == RunMemory.largestSmall,
            1 << Int(min(capacity, 32)) == RunMemory.smallCountMax
        else { throw config.mismatch("small values of 72 bits, 2^24 of them") }
        var ids: [UInt32] = []
        for id in try json.member("address_to_id").array() { ids.append(try id.integer()) }
        var small: [UInt32] = []
        for value in try json.member("small_values").array() {
            let number: UInt128 = try value.integer()
            guard number <= smallMax else { throw value.mismatch("a number of 72 bits") }
            for k in 0..<3 { small.append(UInt32(truncatingIfNeeded: number >> UInt128(32 * k))) }
        }
        var big: [UInt32] = []
        for value in try json.member("f252_values").array() {
            guard value.count == 8 else { throw value.mismatch("eight words") }
            for word in try value.array() { big.append(try word.integer()) }
        }
        self.init(addressToId: ids, smallWords: small, bigWords: big)
    }
}
