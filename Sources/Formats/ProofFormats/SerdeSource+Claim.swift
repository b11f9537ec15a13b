import CairoAIR
import CairoVerifying
import FiniteFields

/// The claims (STWO §4.10).
extension SerdeSource {
    private func cells() throws(Failure) -> [PublicCell] {
        try sequence { cell throws(Failure) in
            let pair = try cell.elements(2)
            let id = try pair[0].number(UInt32.self)
            let words = try pair[1].tuple(8) { word throws(Failure) in try word.number(UInt32.self) }
            return PublicCell(id: id, value: SIMD8(words))
        }
    }

    private func pointer() throws(Failure) -> PublicPointer {
        try structure(["id", "value"])
        return PublicPointer(id: try number("id"), value: try number("value"))
    }

    private func segment() throws(Failure) -> PublicSegmentRange {
        try structure(["start_ptr", "stop_ptr"])
        return PublicSegmentRange(start: try member("start_ptr").pointer(), stop: try member("stop_ptr").pointer())
    }

    private func registers() throws(Failure) -> CasmRegisters {
        try structure(["pc", "ap", "fp"])
        return CasmRegisters(pc: try number("pc"), ap: try number("ap"), fp: try number("fp"))
    }

    private func segments() throws(Failure) -> [PublicSegmentRange?] {
        try structure(PublicSegment.allCases.map(\.title))
        var segments: [PublicSegmentRange?] = []
        for segment in PublicSegment.allCases {
            let value = try member(segment.title)
            // The one segment that the reference does not let be absent.
            segments.append(segment == .output ? try value.segment() : try value.present()?.segment())
        }
        return segments
    }

    private func publicData() throws(Failure) -> PublicData {
        try structure(["public_memory", "initial_state", "final_state"])
        let memory = try member("public_memory")
        try memory.structure(["program", "public_segments", "output", "safe_call_ids"])
        let program = try memory.member("program").cells()
        let segments = try memory.member("public_segments").segments()
        let output = try memory.member("output").cells()
        let ids = try memory.member("safe_call_ids").tuple(2) { id throws(Failure) in try id.number(UInt32.self) }
        return PublicData(
            program: program, segments: segments, output: output, safeCallIDs: (ids[0], ids[1]),
            initial: try member("initial_state").registers(), final: try member("final_state").registers())
    }

    func claim() throws(Failure) -> CairoClaim {
        try structure(["public_data"] + ComponentKind.allCases.map(\.title))
        var claim = CairoClaim(publicData: try member("public_data").publicData())
        for kind in ComponentKind.allCases {
            guard let value = try member(kind.title).present() else { continue }
            if kind == .memoryIdToBig {
                try value.structure(["big_log_sizes"])
                let sizes = try value.member("big_log_sizes")
                claim[kind] = try sizes.sequence { size throws(Failure) in try size.number(UInt32.self) }
                guard claim[kind].count <= CairoClaim.bigInstancesMax else { throw sizes.mismatch("at most 16 sizes") }
            } else if let fixed = kind.shape.fixedLogSize {
                try value.structure([])
                claim[kind] = [fixed]
            } else {
                try value.structure(["log_size"])
                claim[kind] = [try value.number("log_size")]
            }
        }
        return claim
    }

    /// The sums in the order of the claim's tables, and the extra sum of the large values' instances.
    func interactionClaim(_ claim: CairoClaim) throws(Failure) -> (sums: [QM31], bigSum: QM31?) {
        try structure(ComponentKind.allCases.map(\.title))
        var sums: [QM31] = []
        var bigSum: QM31?
        for kind in ComponentKind.allCases {
            let member = try member(kind.title)
            guard let value = try member.present() else {
                guard claim[kind].isEmpty else { throw member.mismatch("a sum: the claim has this table") }
                continue
            }
            if kind == .memoryIdToBig {
                try value.structure(["big_claimed_sums", "claimed_sum"])
                let list = try value.member("big_claimed_sums").secureElements()
                guard list.count == claim[kind].count else { throw value.mismatch("a sum for every instance") }
                sums += list
                bigSum = try value.member("claimed_sum").secureElement()
            } else {
                guard !claim[kind].isEmpty else { throw value.mismatch("null: the claim has no such table") }
                try value.structure(["claimed_sum"])
                sums.append(try value.member("claimed_sum").secureElement())
            }
        }
        return (sums, bigSum)
    }
}
