import BlockPrograms
import CasmModel
import FiniteFields
import JSONCoding

extension FrameRecording {
    /// Reads one element of `frames`.
    init(json: JSONValue) throws(JSONError) {
        var builtins: [Builtin] = []
        for name in try json.member("builtins").array() { builtins.append(try Builtin(json: name)) }
        var usage: [BuiltinUsage] = []
        for (name, count) in try json.member("usage").object() {
            guard let builtin = Builtin(name: name) else { throw count.mismatch("the use of a builtin") }
            usage.append(BuiltinUsage(builtin: builtin, instances: try count.integer()))
        }
        var allocations: [RecordedAllocation] = []
        for (ordinal, content) in try json.member("alloc_data").object() {
            guard let number = Int(ordinal) else { throw content.mismatch("an allocation under its number") }
            allocations.append(try RecordedAllocation(json: content, ordinal: number))
        }
        allocations.sort { $0.ordinal < $1.ordinal }
        var calls: [SystemCallRecording] = []
        for call in try json.member("syscalls").array() { calls.append(try SystemCallRecording(json: call)) }
        let arena = try json.member("arena")
        self.init(
            classHash: try json.member("class_hash").felt(),
            type: try EntryPointType(json: json.member("entry_point_type")),
            selector: try json.member("selector").felt(), offset: try json.member("offset").integer(),
            builtins: builtins, address: try json.member("address").felt(), caller: try json.member("caller").felt(),
            isValidation: try json.member("mode").string() == "validate",
            calldata: try json.member("calldata").felts(countMax: BlockProgramLimits.arrayMax),
            gasIn: try json.member("gas_in").integer(), gasOut: try json.member("gas_out").integer(),
            failed: try json.member("failed").flag(),
            returned: RecordedArray(
                content: try json.member("retdata").felts(countMax: BlockProgramLimits.arrayMax),
                location: try ArrayLocation(json: json.member("retdata_loc"))),
            usage: usage, steps: try json.member("steps").integer(), allocations: allocations, systemCalls: calls,
            arena: arena.isNull ? nil : try ArenaRecording(json: arena))
    }
}

extension RecordedAllocation {
    /// Cells as felts, null where nothing was written; any other text stands for a pointer.
    init(json: JSONValue, ordinal: Int) throws(JSONError) {
        guard json.count <= BlockProgramLimits.arrayMax else { throw json.mismatch("within the array limit") }
        var content: [Felt252?] = []
        var holdsPointers = false
        for cell in try json.array() {
            if cell.isNull {
                content.append(nil)
            } else if let felt = try? cell.numberOrFelt() {
                content.append(felt)
            } else {
                _ = try cell.string()
                content.append(nil)
                holdsPointers = true
            }
        }
        self.init(ordinal: ordinal, content: content, holdsPointers: holdsPointers)
    }
}

extension ArenaRecording {
    /// The order of creations and squashes is in `counts`; files with a single dictionary may leave it out.
    init(json: JSONValue) throws(JSONError) {
        let operations = try json.member("ops").integer(Int.self)
        var sizes: [Int] = [], finalizations: [Int] = []
        for size in try json.member("dict_sizes").array() { sizes.append(try size.integer()) }
        for index in try json.member("finalization").array() { finalizations.append(try index.integer()) }
        var counts = [DictionaryCounts(created: 0, squashed: 0)]
        if let list = try json.optional("counts") {
            counts = []
            for item in try list.array() {
                let pair = Array(try item.array())
                guard pair.count == 2 else { throw item.mismatch("two counts") }
                counts.append(DictionaryCounts(created: try pair[0].integer(), squashed: try pair[1].integer()))
            }
        } else if sizes.count == 1 && operations == 2 {
            counts += [DictionaryCounts(created: 1, squashed: 0), DictionaryCounts(created: 1, squashed: 1)]
        } else if operations != 0 || !sizes.isEmpty {
            throw json.mismatch("an arena with counts (several dictionaries)")
        }
        self.init(operations: operations, counts: counts, dictionarySizes: sizes, finalizations: finalizations)
    }
}

extension SystemCallRecording {
    init(json: JSONValue) throws(JSONError) {
        let name = try json.member("name").string()
        guard let call = SystemCall.allCases.first(where: { "\($0.name)" == name }) else {
            throw try json.member("name").mismatch("a system call")
        }
        var request: [Request] = []
        for item in try json.member("request").array() {
            guard item.kind == .object else {
                request.append(.felt(try item.numberOrFelt()))
                continue
            }
            if let handle = try item.optional("handle") {
                let pair = Array(try handle.array())
                guard pair.count == 2 else { throw handle.mismatch("a system call and a value") }
                request.append(.handle(systemCall: try pair[0].integer(), value: try pair[1].integer()))
                continue
            }
            let array = RecordedArray(
                content: try item.member("content").felts(countMax: BlockProgramLimits.arrayMax),
                location: try ArrayLocation(json: item.member("loc")))
            request.append(try item.member("has_end").bool() ? .array(array) : .cells(array))
        }
        let response = try json.member("response")
        var values: [Response] = []
        for item in try response.member("values").array() { values.append(try Response(json: item)) }
        let child = try json.member("child")
        self.init(
            call: call, gas: try json.member("gas").integer(), request: request,
            gasLeft: try response.member("gas").integer(), failed: try response.member("flag").flag(),
            response: values, callee: child.isNull ? nil : try child.integer(Int.self))
    }
}

extension SystemCallRecording.Response {
    init(json: JSONValue) throws(JSONError) {
        switch try json.member("kind").string() {
        case "f": self = .felt(try json.member("value").numberOrFelt())
        case "A": self = .array(try json.member("value").felts(countMax: BlockProgramLimits.arrayMax))
        case "P": self = .cells(try json.member("value").felts(countMax: 64))
        case "S": self = .point(try json.member("value").felts(countMax: 4))
        case "execution_info": self = .executionInfo
        default: throw try json.member("kind").mismatch("a kind of response")
        }
    }
}

extension ArrayLocation {
    init(json: JSONValue) throws(JSONError) {
        let parts = Array(try json.array())
        guard let kind = parts.first else { throw json.mismatch("a location") }
        switch (try kind.string(), parts.count) {
        case ("alloc", 3): self = .allocation(ordinal: try parts[1].integer(), offset: try parts[2].integer())
        case ("calldata", 2): self = .calldata(offset: try parts[1].integer())
        case ("code", 2): self = .code(offset: try parts[1].integer())
        case ("resp", 3):
            let key = Array(try parts[1].array())
            guard key.count == 2 else { throw parts[1].mismatch("a system call and a value") }
            // Arrays of the execution info are named by text; they are asserted like any other foreign memory.
            guard key[0].kind == .number else {
                self = .elsewhere
                return
            }
            self = .response(
                systemCall: try key[0].integer(), value: try key[1].integer(), offset: try parts[2].integer())
        case ("int", 2): self = .number(try parts[1].numberOrFelt())
        case ("stack", _), ("other", _): self = .elsewhere
        default: throw json.mismatch("a location")
        }
    }
}

extension Builtin {
    init(json: JSONValue) throws(JSONError) {
        guard let builtin = Builtin(name: try json.string()) else { throw json.mismatch("a builtin") }
        self = builtin
    }
}

extension EntryPointType {
    init(json: JSONValue) throws(JSONError) {
        switch try json.string() {
        case "EXTERNAL": self = .external
        case "L1_HANDLER": self = .l1Handler
        case "CONSTRUCTOR": self = .constructor
        default: throw json.mismatch("an entry point type")
        }
    }
}

extension JSONValue {
    /// A number that is 0 or 1.
    func flag() throws(JSONError) -> Bool {
        switch try integer(Int.self) {
        case 0: false
        case 1: true
        default: throw mismatch("0 or 1")
        }
    }
}
