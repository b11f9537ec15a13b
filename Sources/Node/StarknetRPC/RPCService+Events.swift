import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

/// Which events a request wants.
struct EventFilter {
    var addresses: Set<ContractAddress> = []
    /// Per position the allowed keys; an empty set allows all.
    var keys: [Set<Felt252>] = []
    /// Events of a page; 0 for a subscription.
    var chunkSize = 0

    init(_ json: JSONValue, limits: RPCLimits) throws {
        chunkSize = try json.member("chunk_size").integer(Int.self)
        guard chunkSize > 0 else { throw try json.member("chunk_size").mismatch("a positive integer") }
        guard chunkSize <= limits.eventsPageMax else { throw RPCError.pageSizeTooBig }
        try read(json.optional("address"), keys: json.optional("keys"), limits)
    }

    /// The filter of a subscription.
    init(addresses: JSONValue?, keys: JSONValue?, _ limits: RPCLimits) throws {
        try read(addresses, keys: keys, limits)
    }

    private mutating func read(_ address: JSONValue?, keys groups: JSONValue?, _ limits: RPCLimits) throws {
        if let address, !address.isNull {
            if address.kind == .array {
                guard address.count <= limits.eventKeysMax else { throw RPCError.tooManyKeys }
                for item in try address.array() { addresses.insert(try ContractAddress(json: item)) }
            } else {
                addresses = [try ContractAddress(json: address)]
            }
        }
        if let groups, !groups.isNull {
            guard groups.count <= limits.eventKeysMax else { throw RPCError.tooManyKeys }
            for group in try groups.array() {
                guard group.count <= limits.eventKeysMax else { throw RPCError.tooManyKeys }
                keys.append(Set(try group.felts()))
            }
        }
    }

    /// The filter as the index takes it.
    var marks: [[EventMark]] {
        var groups: [[EventMark]] = addresses.isEmpty ? [] : [addresses.map { .address($0) }]
        for (position, allowed) in keys.prefix(EventMark.positionsMax).enumerated() where !allowed.isEmpty {
            groups.append(allowed.map { .key(position: position, $0) })
        }
        return groups
    }

    func matches(_ event: Event) -> Bool {
        if !addresses.isEmpty && !addresses.contains(event.from) { return false }
        for (position, allowed) in keys.enumerated() where !allowed.isEmpty {
            guard position < event.keys.count, allowed.contains(event.keys[position]) else { return false }
        }
        return true
    }
}

/// Where the next page begins: a block, and how many matching events of it were handed out.
private struct ContinuationToken {
    var block: UInt64
    var skip: Int

    var text: String { "\(block)-\(skip)" }

    init(block: UInt64, skip: Int) {
        self.block = block
        self.skip = skip
    }

    /// Reads what `text` wrote, and nothing else.
    init(_ text: String) throws(RPCError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let block = UInt64(parts[0]), let skip = Int(parts[1]), skip >= 0,
            "\(block)-\(skip)" == text
        else { throw RPCError.invalidContinuationToken }
        self.init(block: block, skip: skip)
    }
}

extension RPCService {
    func getEvents(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let json = try p.required("filter")
        let filter = try EventFilter(json, limits: limits)
        let head = try requiredHead().number
        let first = try bound(json, p.version, "from_block", absent: store.bounds.keptFrom, head: head)
        let last = min(try bound(json, p.version, "to_block", absent: head, head: head), head)
        var start = ContinuationToken(block: first, skip: 0)
        if let token = try json.optional("continuation_token"), !token.isNull {
            start = try ContinuationToken(try token.string())
            guard (first...max(first, last)).contains(start.block), start.block <= head,
                start.skip <= (try header(start.block)).header.eventCount
            else { throw RPCError.invalidContinuationToken }
        }
        var count = 0
        var looked: UInt64 = 0
        var next: ContinuationToken?
        let marks = filter.marks
        try w.object { (w) throws in
            w.key("events")
            try w.array { (w) throws in
                var block = start.block
                while block <= last,
                    let found = try store.eventBlock(marks, from: block, to: last, isStopped: { p.stop.isDue })
                {
                    if p.stop.isDue { throw RPCError.outOfTime }
                    block = found
                    if looked >= limits.eventBlocksMax {
                        next = ContinuationToken(block: block, skip: 0)
                        break
                    }
                    looked += 1
                    let skip = block == start.block ? start.skip : 0
                    if let stopped = try events(of: block, filter, skip: skip, p.version, &count, &w) {
                        next = ContinuationToken(block: block, skip: stopped)
                        break
                    }
                    block += 1
                }
            }
            if let next {
                w.field("continuation_token", string: next.text)
            }
        }
    }

    /// A bound of the range; `pre_confirmed` means behind the last block.
    private func bound(
        _ json: JSONValue, _ version: RPCVersion, _ name: String, absent: UInt64, head: UInt64
    ) throws -> UInt64 {
        guard let value = try json.optional(name), !value.isNull else { return absent }
        return try number(of: try BlockReference(json: value, version: version)) ?? head + 1
    }

    /// Writes the matching events of a block behind the first `skip`. Returns how many of it were handed out in total
    /// when the page is full and there are more, nil when the block is done.
    private func events(
        of number: UInt64, _ filter: EventFilter, skip: Int, _ version: RPCVersion, _ count: inout Int,
        _ w: inout JSONWriter
    ) throws -> Int? {
        let stored = try header(number)
        if stored.header.eventCount == 0 { return nil }
        var matched = 0
        for (transactionIndex, receipt) in try store.receipts(number).enumerated() {
            for (eventIndex, event) in receipt.events.enumerated() where filter.matches(event) {
                matched += 1
                if matched <= skip { continue }
                if count == filter.chunkSize { return matched - 1 }
                count += 1
                w.object { w in
                    w.field("block_hash", felt: stored.hash)
                    w.field("block_number", integer: number)
                    w.field("transaction_hash", felt: receipt.transactionHash)
                    if version >= .v0_10 {
                        w.field("transaction_index", integer: transactionIndex)
                        w.field("event_index", integer: eventIndex)
                    }
                    w.field("from_address", felt: event.from.felt)
                    w.field("keys", felts: event.keys)
                    w.field("data", felts: event.data)
                }
            }
        }
        return nil
    }
}
