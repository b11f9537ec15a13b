import CasmModel
import FiniteFields

/// The walk over the frames that creates the regions of the data area in canonical order (block program §16).
extension BlockProgramGenerator {
    mutating func layOut(_ number: Int, calldata: DataArea.Place, depth: Int) throws(BlockProgramError) {
        guard depth <= BlockProgramLimits.depthMax else { throw .limit }
        guard !drafts[number].isLaidOut else { throw .frameIndex(frame: number) }
        drafts[number].isLaidOut = true
        drafts[number].calldata = calldata
        let frame = drafts[number].recording
        var cells: [DataArea.Cell] = []
        for (index, systemCall) in frame.systemCalls.enumerated() {
            cells.append(.felt(systemCall.call.selector))
            cells.append(.felt(Felt252(systemCall.gas)))
            // The calldata of a call is its first array.
            var firstArray: DataArea.Place?
            for (item, part) in systemCall.request.enumerated() {
                let place = try request(part, of: number, systemCall: index, item: item, into: &cells)
                if firstArray == nil { firstArray = place }
            }
            cells.append(.felt(Felt252(systemCall.gasLeft)))
            cells.append(.felt(systemCall.failed ? .one : .zero))
            var callee: Int?
            if let frame = systemCall.callee {
                let found = try frameNumber(frame, in: drafts[number].transaction)
                guard let firstArray else { throw .location(frame: number, systemCall: index) }
                drafts[found].meta = metaTransaction(of: systemCall, by: number, in: found) ?? drafts[number].meta
                try layOut(found, calldata: firstArray, depth: depth + 1)
                callee = found
            }
            for (item, part) in systemCall.response.enumerated() {
                try response(part, of: number, systemCall: index, item: item, callee: callee, into: &cells)
            }
        }
        let transcript = data.region(.transcript(number), cells)
        drafts[number].transcript = transcript
        drafts[number].transcriptCount = cells.count
        if let arena = frame.arena { try layOutArena(arena, of: number) }
        guard drafts[number].returned == nil else { return }
        if let place = placeOf(frame.returned, in: number) {
            drafts[number].returned = (true, place)
        } else if frame.returned.content.isEmpty {
            drafts[number].returned = (false, nil)
        } else {
            drafts[number].returned = (false, data.felts(.returned(number), frame.returned.content))
        }
    }

    /// The meta transaction that a system call begins with a frame; nil for any other.
    private func metaTransaction(
        of systemCall: SystemCallRecording, by number: Int, in callee: Int
    ) -> (info: TransactionInfo, frame: Int)? {
        guard systemCall.call == .metaTxV0, systemCall.request.count == 4,
            case .felt(let target) = systemCall.request[0], case .felt(let selector) = systemCall.request[1],
            case .array(let calldata) = systemCall.request[2], case .array(let signature) = systemCall.request[3]
        else { return nil }
        let info = drafts[number].meta?.info ?? recording.transactions[drafts[number].transaction].info
        return (
            info.metaTransaction(
                to: target, selector: selector, calldata: calldata.content, signature: signature.content),
            callee
        )
    }

    /// Appends a request's cells; the place of an array, where it has one.
    private mutating func request(
        _ part: SystemCallRecording.Request, of number: Int, systemCall: Int, item: Int,
        into cells: inout [DataArea.Cell]
    ) throws(BlockProgramError) -> DataArea.Place? {
        switch part {
        case .felt(let felt):
            cells.append(.felt(felt))
            return nil
        case .handle(let from, let index):
            guard let place = drafts[number].responses[ResponseKey(systemCall: from, item: index)] else {
                throw .handle(frame: number, systemCall: systemCall)
            }
            cells.append(.pointer(place))
            return nil
        case .array(let array):
            let name = DataArea.Name.request(frame: number, systemCall: systemCall, item: item)
            return try requestArray(array, hasEnd: true, name, of: number, into: &cells)
        case .cells(let array):
            let name = DataArea.Name.request(frame: number, systemCall: systemCall, item: item)
            return try requestArray(array, hasEnd: false, name, of: number, into: &cells)
        }
    }

    private mutating func requestArray(
        _ array: RecordedArray, hasEnd: Bool, _ name: DataArea.Name, of number: Int, into cells: inout [DataArea.Cell]
    ) throws(BlockProgramError) -> DataArea.Place? {
        let count = array.content.count
        guard count <= BlockProgramLimits.arrayMax else { throw .limit }
        if let place = placeOf(array, in: number) {
            cells.append(.pointer(place))
            if hasEnd { cells.append(.pointer(place + count)) }
            return place
        }
        if case .number(let start) = array.location {
            cells.append(.felt(start))
            if hasEnd { cells.append(.felt(start + Felt252(UInt64(count)))) }
            return nil
        }
        let cell = cells.count
        cells.append(.advice)
        if hasEnd { cells.append(.advice) }
        let expected = data.felts(name, array.content)
        drafts[number].asserts.append((cell, hasEnd, expected, count))
        return expected
    }

    private mutating func response(
        _ part: SystemCallRecording.Response, of number: Int, systemCall: Int, item: Int, callee: Int?,
        into cells: inout [DataArea.Cell]
    ) throws(BlockProgramError) {
        let name = DataArea.Name.response(frame: number, systemCall: systemCall, item: item)
        let key = ResponseKey(systemCall: systemCall, item: item)
        switch part {
        case .felt(let felt): cells.append(.felt(felt))
        case .cells(let words), .point(let words):
            let place = data.felts(name, words)
            drafts[number].responses[key] = place
            cells.append(.pointer(place))
        case .executionInfo: cells.append(.pointer(executionInfo(of: number)))
        case .array(let words):
            var place: DataArea.Place?
            if let callee { place = placeOfResult(words, of: callee) }
            let found = place ?? data.felts(name, words)
            if let callee, drafts[callee].returned == nil { drafts[callee].returned = (false, found) }
            drafts[number].responses[key] = found
            cells.append(.pointer(found))
            cells.append(.pointer(found + words.count))
        }
    }

    /// The place of a callee's returned data, as its caller's response points at it. A failed callee's data is followed
    /// by 'ENTRYPOINT_FAILED', which is appended where the callee's array ends its region.
    private mutating func placeOfResult(_ words: [Felt252], of callee: Int) -> DataArea.Place? {
        let returned = drafts[callee].recording.returned
        // Whose execution was aborted is told nothing of what its callee returned.
        guard words.starts(with: returned.content) else { return nil }
        guard let place = placeOf(returned, in: callee) else { return nil }
        drafts[callee].returned = (true, place)
        if words.count == returned.content.count { return place }
        guard case .allocation = returned.location, words.count == returned.content.count + 1, let last = words.last,
            data.count(of: place) == place.offset + returned.content.count
        else { return nil }
        data.append(.felt(last), to: place)
        return place
    }

    /// A constant place for an array, or nil where it must be asserted. Makes the region of a placed allocation.
    private mutating func placeOf(_ array: RecordedArray, in number: Int) -> DataArea.Place? {
        guard mode == .placed else { return nil }
        let count = array.content.count
        switch array.location {
        case .allocation(let ordinal, let offset):
            let name = DataArea.Name.allocation(frame: number, ordinal: ordinal)
            if let known = data.find(name) {
                return offset >= 0 && offset + count <= data.count(of: known) ? known + offset : nil
            }
            guard let allocation = drafts[number].recording.allocations.first(where: { $0.ordinal == ordinal }),
                !allocation.holdsPointers, offset >= 0, offset + count <= allocation.content.count
            else { return nil }
            let place = data.felts(name, allocation.content.map { $0 ?? .zero })
            drafts[number].placed.append((ordinal, place))
            return place + offset
        case .calldata(let offset):
            guard offset >= 0, offset + count <= drafts[number].recording.calldata.count else { return nil }
            return drafts[number].calldata.map { $0 + offset }
        case .code(let offset):
            let index = drafts[number].classIndex
            guard offset >= 0, offset + count <= classCode[index].count else { return nil }
            return DataArea.Place(base: .classCode(index), offset: offset)
        case .response(let systemCall, let item, let offset):
            guard let place = drafts[number].responses[ResponseKey(systemCall: systemCall, item: item)], offset >= 0
            else {
                return nil
            }
            return place + offset
        case .number, .elsewhere: return nil
        }
    }
}
