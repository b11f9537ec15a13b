import CairoAIR
import CairoVerifying
import FiniteFields
import JSONCoding

/// The claims of the Rust verifier's JSON.
extension JSONValue {
    /// The members by name, all of which must be among `names`, and all of which must be there.
    func members(exactly names: [String]) throws(JSONError) -> [String: JSONValue] {
        try requireOnly(Set(names))
        var members: [String: JSONValue] = [:]
        for (key, value) in try object() { members[key] = value }
        for name in names where members[name] == nil { _ = try member(name) }
        return members
    }

    private func cells() throws(JSONError) -> [PublicCell] {
        try list { value throws(JSONError) in
            let pair = try value.elements(2)
            var words = SIMD8<UInt32>.zero
            for (i, word) in try pair[1].elements(8).enumerated() { words[i] = try word.integer() }
            return PublicCell(id: try pair[0].integer(), value: words)
        }
    }

    private func pointer() throws(JSONError) -> PublicPointer {
        try requireOnly(["id", "value"])
        return PublicPointer(id: try member("id").integer(), value: try member("value").integer())
    }

    private func segment() throws(JSONError) -> PublicSegmentRange? {
        if isNull { return nil }
        try requireOnly(["start_ptr", "stop_ptr"])
        return PublicSegmentRange(
            start: try member("start_ptr").pointer(), stop: try member("stop_ptr").pointer())
    }

    private func registers() throws(JSONError) -> CasmRegisters {
        try requireOnly(["pc", "ap", "fp"])
        return CasmRegisters(
            pc: try member("pc").integer(), ap: try member("ap").integer(), fp: try member("fp").integer())
    }

    func publicData() throws(JSONError) -> PublicData {
        try requireOnly(["public_memory", "initial_state", "final_state"])
        let memory = try member("public_memory")
        try memory.requireOnly(["program", "public_segments", "output", "safe_call_ids"])
        let named = try memory.member("public_segments").members(exactly: PublicSegment.allCases.map(\.title))
        var segments: [PublicSegmentRange?] = []
        for segment in PublicSegment.allCases { segments.append(try named[segment.title]?.segment()) }
        let ids = try memory.member("safe_call_ids").elements(2)
        return PublicData(
            program: try memory.member("program").cells(), segments: segments,
            output: try memory.member("output").cells(),
            safeCallIDs: (try ids[0].integer(), try ids[1].integer()),
            initial: try member("initial_state").registers(), final: try member("final_state").registers())
    }

    func claim() throws(JSONError) -> CairoClaim {
        let names = ComponentKind.allCases.map { $0.title }
        let named = try members(exactly: ["public_data"] + names)
        guard let data = named["public_data"] else { throw mismatch("a claim") }
        var claim = CairoClaim(publicData: try data.publicData())
        for (kind, name) in zip(ComponentKind.allCases, names) {
            guard let value = named[name], !value.isNull else { continue }
            if kind == .memoryIdToBig {
                try value.requireOnly(["big_log_sizes"])
                let sizes = try value.member("big_log_sizes")
                guard sizes.count <= CairoClaim.bigInstancesMax else { throw sizes.mismatch("at most 16 sizes") }
                claim[kind] = try sizes.list { size throws(JSONError) in try size.integer() }
            } else if let fixed = kind.shape.fixedLogSize {
                try value.requireOnly([])
                claim[kind] = [fixed]
            } else {
                try value.requireOnly(["log_size"])
                claim[kind] = [try value.member("log_size").integer()]
            }
        }
        return claim
    }

    /// The sums in the order of the claim's tables, and the extra sum of the large values' instances.
    func interactionClaim(_ claim: CairoClaim) throws(JSONError) -> (sums: [QM31], bigSum: QM31?) {
        let names = ComponentKind.allCases.map { $0.title }
        let named = try members(exactly: names)
        var sums: [QM31] = []
        var bigSum: QM31?
        for (kind, name) in zip(ComponentKind.allCases, names) {
            guard let value = named[name] else { continue }
            guard !value.isNull else {
                guard claim[kind].isEmpty else { throw value.mismatch("a sum: the claim has this table") }
                continue
            }
            if kind == .memoryIdToBig {
                try value.requireOnly(["big_claimed_sums", "claimed_sum"])
                let list = try value.member("big_claimed_sums").secureElements()
                guard list.count == claim[kind].count else { throw value.mismatch("a sum for every instance") }
                sums += list
                bigSum = try value.member("claimed_sum").secureElement()
            } else {
                guard !claim[kind].isEmpty else { throw value.mismatch("null: the claim has no such table") }
                try value.requireOnly(["claimed_sum"])
                sums.append(try value.member("claimed_sum").secureElement())
            }
        }
        return (sums, bigSum)
    }
}
