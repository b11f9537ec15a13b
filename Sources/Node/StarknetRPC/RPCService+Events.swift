import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

extension RPCService {
    func getEvents(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let json = try p.required("filter")
        let head = try requiredHead().number
        var page = EventPage(filter: try EventFilter(json, limits: limits), version: p.version)
        let first = try bound(json, p.version, "from_block", absent: store.bounds.keptFrom, head: head)
        // One behind the last block when the one that is not decided yet is wanted too.
        let last = try bound(json, p.version, "to_block", absent: head, head: head)
        let start = try start(json, from: first, to: last, head: head)
        try w.object { (w) throws in
            w.key("events")
            try w.array { (w) throws in
                try stored(from: start, to: min(last, head), &page, p.stop, &w)
                if page.next == nil, last > head {
                    let pending = try execution.preConfirmed()
                    // Decided meanwhile: the next request finds it there.
                    guard pending.context.number == head + 1 else { return }
                    let skip = start.block > head ? start.skip : 0
                    page.write(pending.receipts, of: pending.context.number, hash: nil, skip: skip, &w)
                }
            }
            if let next = page.next {
                w.field("continuation_token", string: next.text)
            }
        }
    }

    private func start(_ json: JSONValue, from first: UInt64, to last: UInt64, head: UInt64) throws -> ContinuationToken
    {
        guard let token = try json.optional("continuation_token"), !token.isNull else {
            return ContinuationToken(block: first, skip: 0)
        }
        let start = try ContinuationToken(try token.string())
        guard (first...max(first, last)).contains(start.block), start.block <= head + 1 else {
            throw RPCError.invalidContinuationToken
        }
        if start.block <= head, start.skip > (try header(start.block)).header.eventCount {
            throw RPCError.invalidContinuationToken
        }
        return start
    }

    /// Writes the events of decided blocks, until the page is full or enough blocks were looked into.
    private func stored(
        from start: ContinuationToken, to last: UInt64, _ page: inout EventPage, _ stop: RPCStop, _ w: inout JSONWriter
    ) throws {
        let marks = page.filter.marks
        var block = start.block
        var looked: UInt64 = 0
        while block <= last,
            let found = try store.eventBlock(marks, from: block, to: last, isStopped: { stop.isDue })
        {
            if stop.isDue { throw RPCError.outOfTime }
            if looked >= limits.eventBlocksMax {
                page.next = ContinuationToken(block: found, skip: 0)
                return
            }
            looked += 1
            let header = try header(found)
            if header.header.eventCount > 0 {
                let skip = found == start.block ? start.skip : 0
                page.write(try store.receipts(found), of: found, hash: header.hash, skip: skip, &w)
                if page.next != nil { return }
            }
            block = found + 1
        }
    }

    /// A bound of the range; `pre_confirmed` means behind the last block.
    private func bound(
        _ json: JSONValue, _ version: RPCVersion, _ name: String, absent: UInt64, head: UInt64
    ) throws -> UInt64 {
        guard let value = try json.optional(name), !value.isNull else { return absent }
        return try number(of: try BlockReference(json: value, version: version)) ?? head + 1
    }
}
