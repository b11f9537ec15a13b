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
