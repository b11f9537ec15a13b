import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import Synchronization

/// The methods that only a socket has.
enum SubscriptionMethod: String, CaseIterable {
    case heads = "starknet_subscribeNewHeads"
    case events = "starknet_subscribeEvents"
    case status = "starknet_subscribeTransactionStatus"
    case receipts = "starknet_subscribeNewTransactionReceipts"
    case transactions = "starknet_subscribeNewTransactions"
    case pending = "starknet_subscribePendingTransactions"
    case unsubscribe = "starknet_unsubscribe"

    /// By position.
    var parameters: [String] {
        switch self {
        case .heads: ["block_id"]
        case .events: ["from_address", "keys", "block_id", "finality_status"]
        case .status: ["transaction_hash"]
        case .receipts: ["finality_status", "sender_address"]
        case .transactions: ["finality_status", "sender_address", "tags"]
        case .pending: ["transaction_details", "sender_address"]
        case .unsubscribe: ["subscription_id"]
        }
    }

    /// The versions that have it.
    var versions: ClosedRange<RPCVersion> {
        switch self {
        case .heads, .events, .status, .unsubscribe: .v0_8...(.v0_10)
        case .receipts, .transactions: .v0_9...(.v0_10)
        case .pending: .v0_8...(.v0_8)
        }
    }
}

extension RPCSocket {
    func perform(_ method: SubscriptionMethod, _ p: RPCParameters, _ id: [UInt8]) throws {
        switch method {
        case .unsubscribe:
            let json = try p.required("subscription_id")
            // Version 0.8 calls it a number here, and a string everywhere else.
            let isNumber = version == .v0_8 && json.kind == .number
            let wanted = isNumber ? String(try json.integer(UInt64.self)) : try json.string()
            let removed = subscribed.withLock { list in
                let count = list.count
                list.removeAll { $0.id == wanted }
                return list.count < count
            }
            guard removed else { throw RPCError.invalidSubscription }
            _ = confirm({ $0.bool(true) }, id: id)
        case .heads: try subscribe(.heads, Self.decided, from: try start(p), id)
        case .events:
            let filter = try EventFilter(
                addresses: try p.optional("from_address"), keys: try p.optional("keys"), service.limits)
            let known: Set = ["PRE_CONFIRMED", "ACCEPTED_ON_L2", "ACCEPTED_ON_L1"]
            let wanted = version == .v0_8 ? Self.decided : try finalities(p, known)
            // The latest block is the first one told of, unless another is named.
            try subscribe(.events(filter), wanted, from: try start(p) ?? service.store.head?.number, id)
        case .status: try subscribe(.status(try p.felt("transaction_hash")), Self.decided, from: nil, id)
        case .receipts:
            let wanted = try finalities(p, ["PRE_CONFIRMED", "ACCEPTED_ON_L2"])
            try subscribe(.receipts(try senders(p)), wanted, from: nil, id)
        case .transactions:
            let wanted = try finalities(p, ["RECEIVED", "CANDIDATE", "PRE_CONFIRMED", "ACCEPTED_ON_L2"])
            let facts = version < .v0_10 ? [] : try p.flags("tags", ["INCLUDE_PROOF_FACTS"])
            try subscribe(.transactions(try senders(p), proofFacts: !facts.isEmpty), wanted, from: nil, id)
        case .pending:
            let isWhole = try p.optional("transaction_details")?.bool() ?? false
            try subscribe(.pending(try senders(p), isWhole: isWhole), Self.early, from: nil, id)
        }
    }

    private static let early: Set = [FinalityStatus.preConfirmed.rawValue, FinalityStatus.acceptedOnL2.rawValue]
    private static let decided: Set = [FinalityStatus.acceptedOnL2.rawValue]

    private func finalities(_ p: RPCParameters, _ known: Set<String>) throws -> Set<String> {
        guard let json = try p.optional("finality_status") else { return Self.decided }
        if json.kind == .array { return try p.flags("finality_status", known) }
        let name = try json.string()
        guard known.contains(name) else { throw json.mismatch(known.sorted().joined(separator: " or ")) }
        return [name]
    }

    private func senders(_ p: RPCParameters) throws -> Set<ContractAddress> {
        guard let json = try p.optional("sender_address") else { return [] }
        guard json.count <= service.limits.subscriptionAddressesMax else { throw RPCError.tooManyAddresses }
        var senders: Set<ContractAddress> = []
        for item in try json.array() { senders.insert(try ContractAddress(json: item)) }
        return senders
    }

    /// The first block to tell of; nil for the next one.
    private func start(_ p: RPCParameters) throws -> UInt64? {
        guard let json = try p.optional("block_id") else { return nil }
        let block = try BlockReference(json: json)
        if block == .latest { return nil }
        guard let number = try service.number(of: block) else {
            throw json.mismatch("a block that is decided")
        }
        guard let head = service.store.head, head.number - min(head.number, number) <= service.limits.blocksBackMax
        else { throw RPCError.tooManyBlocksBack }
        return number
    }

    private func subscribe(
        _ topic: RPCSubscription.Topic, _ finalities: Set<String>, from first: UInt64?, _ id: [UInt8]
    ) throws {
        guard subscribed.withLock({ $0.count }) < service.limits.subscriptionsMax else {
            throw RPCError.unexpected.because("at most \(service.limits.subscriptionsMax) subscriptions of one socket")
        }
        let subscription = RPCSubscription(
            id: service.subscriptions.newID(), topic: topic, finalities: finalities, version: version)
        guard confirm({ $0.string(subscription.id) }, id: id) else { return }
        // What is old is sent without holding anyone up; only who has caught up joins.
        var next = first
        while true {
            let joined = service.subscriptions.joining { told in
                guard next.map({ $0 > told?.number ?? 0 }) ?? true else { return false }
                subscribed.withLock { $0.append(subscription) }
                if case .status = topic { tellStatuses() }
                return true
            }
            if joined { return }
            guard let number = next, let head = service.store.head else { return }
            for block in number...max(number, head.number) {
                for message in service.notifications(of: try BlockNews(service.store, block), for: subscription)
                where !sendWaiting(message) { return }
            }
            next = max(number, head.number) + 1
        }
    }
}
