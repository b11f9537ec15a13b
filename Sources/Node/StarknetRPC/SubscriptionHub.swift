import ChainStorage
import FiniteFields
import StarknetModel
import Synchronization
import Threading

/// Tells the sockets of a node about new blocks, on a thread of its own: whoever makes blocks does not wait for it.
final class SubscriptionHub: @unchecked Sendable {
    private let store: ChainStore
    // Guards the rest.
    private let monitor = Monitor()
    private var sockets: [ObjectIdentifier: RPCSocket] = [:]
    private var thread: JoinableThread?
    private var hasChanged = false
    private var isStopped = false
    private let ids = Mutex<UInt64>(0)
    /// Held while blocks are told of, and while a subscription joins: it misses none and hears none twice. Guards `told`.
    private let telling = Monitor()
    private var told: ChainHead?
    /// What was told of the block that is not decided yet, and its number.
    private var pendingTold: (number: UInt64, hashes: Set<Felt252>) = (0, [])
    private let pending: @Sendable () -> PreConfirmedBlock?

    init(store: ChainStore, pending: @escaping @Sendable () -> PreConfirmedBlock?) {
        self.store = store
        self.pending = pending
        told = store.head
    }

    func newID() -> String {
        ids.withLock { id in
            id += 1
            return String(id)
        }
    }

    func add(_ socket: RPCSocket) {
        monitor.withLock {
            guard !isStopped else { return }
            sockets[ObjectIdentifier(socket)] = socket
            if thread == nil { thread = JoinableThread.start { [self] in work() } }
        }
    }

    func remove(_ socket: RPCSocket) { _ = monitor.withLock { sockets.removeValue(forKey: ObjectIdentifier(socket)) } }

    func chainChanged() {
        monitor.withLock {
            hasChanged = true
            monitor.signal()
        }
    }

    func stop() {
        let thread = monitor.withLock {
            isStopped = true
            sockets = [:]
            monitor.signal()
            return self.thread.take()
        }
        thread?.join()
    }

    /// Runs `body` while nothing is told, with the last block that was told of.
    func joining<Result>(_ body: (ChainHead?) throws -> Result) rethrows -> Result {
        try telling.withLock { () throws in
            tellAll()
            return try body(told)
        }
    }

    /// Runs `body` while nothing is told.
    func quietly<Result>(_ body: () throws -> Result) rethrows -> Result {
        try telling.withLock { () throws in try body() }
    }

    private func work() {
        while waitForChange() { telling.withLock { tellAll() } }
    }

    private func waitForChange() -> Bool {
        monitor.withLock {
            while !hasChanged, !isStopped { monitor.wait() }
            hasChanged = false
            return !isStopped
        }
    }

    /// Tells of every block since the last time. `telling` is held.
    private func tellAll() {
        let sockets = monitor.withLock { Array(self.sockets.values) }
        guard let head = store.head else { return }
        if let last = told, !isKept(last) {
            // Blocks were taken back: what was told from the first of them on does not hold.
            let common = min(head.number, last.number > 0 ? last.number - 1 : 0)
            for socket in sockets { socket.tellReorganisation(from: common + 1, to: last) }
            told = (try? store.header(common)).flatMap { $0 }.map {
                ChainHead(number: common, hash: $0.hash, roots: head.roots)
            }
        }
        while let last = told, last.number < head.number {
            let before = pendingTold.number == last.number + 1 ? pendingTold.hashes : []
            guard let news = try? BlockNews(store, last.number + 1, toldBefore: before), let header = news.header else {
                return
            }
            for socket in sockets { socket.tell(news) }
            told = ChainHead(number: news.number, hash: header.hash, roots: last.roots)
        }
        tellPending(sockets)
        for socket in sockets { socket.tellStatuses() }
    }

    private func tellPending(_ sockets: [RPCSocket]) {
        guard let block = pending() else { return }
        if block.context.number != pendingTold.number { pendingTold = (block.context.number, []) }
        guard let news = BlockNews(block, told: pendingTold.hashes) else { return }
        for socket in sockets { socket.tell(news) }
        pendingTold.hashes.formUnion(block.transactions.map(\.hash))
    }

    private func isKept(_ block: ChainHead) -> Bool {
        guard let head = store.head, block.number <= head.number else { return false }
        return (try? store.header(block.number))?.hash == block.hash
    }
}
