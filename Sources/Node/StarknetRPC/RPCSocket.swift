import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import Synchronization

/// One client over a WebSocket: its requests, and what it subscribed to.
final class RPCSocket: Sendable {
    let service: RPCService
    /// Whose shapes answers and notifications have.
    let version: RPCVersion
    /// Sends without waiting; false when the client is gone or too slow, and cut off.
    private let send: @Sendable ([UInt8]) -> Bool
    /// Sends, waiting for a slow client; false when it is gone.
    let sendWaiting: @Sendable ([UInt8]) -> Bool
    let subscribed = Mutex<[RPCSubscription]>([])
    let isClosed = Atomic(false)

    init(
        _ service: RPCService, _ version: RPCVersion, send: @escaping @Sendable ([UInt8]) -> Bool,
        sendWaiting: @escaping @Sendable ([UInt8]) -> Bool
    ) {
        self.service = service
        self.version = version
        self.send = send
        self.sendWaiting = sendWaiting
        service.subscriptions.add(self)
    }

    func close() {
        isClosed.store(true, ordering: .relaxed)
        service.subscriptions.remove(self)
    }

    /// Answers a message; what takes long is handed back.
    func answer(_ bytes: [UInt8]) -> (@Sendable () -> Void)? {
        let work = service.read(bytes, version: version)
        if case .request(let request) = work.content, let subscribing = subscribing(request) { return subscribing }
        let answer: @Sendable () -> Void = { [self] in
            if let answer = work.answer(isCancelled: { [self] in isClosed.load(ordering: .relaxed) }) {
                _ = send(answer)
            }
        }
        if work.isLong { return answer }
        answer()
        return nil
    }

    /// A request that subscribes or ends a subscription, to be done by who has time: old blocks may have to be sent first.
    private func subscribing(_ request: JSONValue) -> (@Sendable () -> Void)? {
        guard request.kind == .object, let name = (try? request.optional("method")) ?? nil,
            let method = (try? name.string()).flatMap({ SubscriptionMethod(rawValue: $0) }),
            method.versions.contains(version)
        else { return nil }
        return { [self] in
            let id = (try? RPCService.id(of: request)) ?? Array("null".utf8)
            do {
                let parameters = try RPCParameters(
                    try request.optional("params"), names: method.parameters,
                    RPCStop(
                        seconds: service.limits.batchSecondsMax,
                        isCancelled: { [self] in isClosed.load(ordering: .relaxed) }), version: version)
                try perform(method, parameters, id)
            } catch {
                _ = send(RPCService.errorAnswer(service.rpcError(error), id: id))
            }
        }
    }

    /// Says the id that a subscription has, or `true`.
    func confirm(_ result: (inout JSONWriter) -> Void, id: [UInt8]) -> Bool {
        var writer = JSONWriter()
        result(&writer)
        return sendWaiting(RPCService.head(id) + "\"result\":".utf8 + writer.bytes + [UInt8(ascii: "}")])
    }

    // MARK: News

    /// Sends a block's news to every subscription that wants them. Called while nothing else is told.
    func tell(_ news: BlockNews) {
        for subscription in subscribed.withLock({ $0 }) {
            for message in service.notifications(of: news, for: subscription) where !send(message) { return }
        }
    }

    func tellReorganisation(from first: UInt64, to last: ChainHead) {
        for subscription in subscribed.withLock({ $0 }) {
            if case .status = subscription.topic { continue }
            let message = subscription.notification("starknet_subscriptionReorg") { w in
                w.object { w in
                    for end in ["starting", "ending"] {
                        w.field("\(end)_block_hash", felt: last.hash)
                        w.field("\(end)_block_number", integer: end == "starting" ? first : last.number)
                    }
                }
            }
            if !send(message) { return }
        }
    }

    /// Says what is new about the transactions that are followed.
    func tellStatuses() {
        let list = subscribed.withLock { $0 }
        for subscription in list {
            guard case .status(let hash) = subscription.topic, let status = service.statusText(hash, version),
                status != subscription.lastStatus
            else { continue }
            subscribed.withLock { list in
                for index in list.indices where list[index].id == subscription.id { list[index].lastStatus = status }
            }
            let message = subscription.notification("starknet_subscriptionTransactionStatus") { w in
                w.object { w in
                    w.field("transaction_hash", felt: hash)
                    w.key("status")
                    w.raw(status)
                }
            }
            if !send(message) { return }
        }
    }
}
