import CLinux
import Foundation
import Synchronization
import Threading

/// The epoll loop of a server: one thread that owns all connections. Other threads reach it only through `post`.
///
/// Read interest is the back-pressure: a connection is not read while a request of its is in work or while its
/// unparsed input is at the bound. Deadlines are swept four times a second.
final class EventLoop: @unchecked Sendable {
    let limits: HTTPLimits
    let handler: HTTPHandler
    let routes: OperatorRoutes?
    let workers: WorkerThreads
    /// For requests that a handler found to be long: they never take the other workers.
    let longWorkers: WorkerThreads
    /// For the operator's routes, whatever else is asked.
    let operatorWorkers: WorkerThreads
    let proxies: TrustedProxies

    private struct Inbox {
        var messages: [Post] = []
        var isClosed = false
    }

    // Shared with other threads.
    private let inbox = Mutex(Inbox())
    let gates = Mutex(StreamGates())
    private let wakeDescriptor: Int32

    // Only touched on the loop's thread.
    private let epoll: Int32
    private let listener: Int32
    var connections: [Connection?] = []
    var now = MonotonicClock.nowSeconds
    var isStopping = false
    private var stopDeadline = 0.0
    private var isAcceptPaused = false
    private var live = 0
    /// What all connections hold, bytes.
    var heldBytes = 0
    private var generation: UInt64 = 0
    private var perAddress: [UInt32: Int] = [:]
    var readBuffer = [UInt8](repeating: 0, count: 64 << 10)

    init(listener: Int32, limits: HTTPLimits, routes: OperatorRoutes?, handler: @escaping HTTPHandler)
        throws(HTTPServerError)
    {
        self.listener = listener
        self.limits = limits
        self.routes = routes
        self.handler = handler
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard epoll >= 0, wakeDescriptor >= 0 else {
            throw HTTPServerError("epoll: \(String(cString: strerror(errno)))")
        }
        proxies = TrustedProxies(limits.trustedProxies)
        workers = WorkerThreads(limits.ordinaryWork)
        longWorkers = WorkerThreads(limits.longWork)
        operatorWorkers = WorkerThreads(limits.operatorWork)
        control(EPOLL_CTL_ADD, listener, EPOLLIN.rawValue)
        control(EPOLL_CTL_ADD, wakeDescriptor, EPOLLIN.rawValue)
    }

    /// From any thread. One wake-up per batch of messages.
    func post(_ message: Post) {
        inbox.withLock { inbox in
            // A stream may outlive the loop, and the descriptor's number may be another file's by then.
            guard !inbox.isClosed else { return }
            inbox.messages.append(message)
            guard inbox.messages.count == 1 else { return }
            var one: UInt64 = 1
            _ = write(wakeDescriptor, &one, 8)
        }
    }

    func gate(of peer: Peer) -> StreamGate? { gates.withLock { $0.open[peer] } }

    func control(_ operation: Int32, _ descriptor: Int32, _ events: UInt32) {
        var event = epoll_event()
        event.events = events
        event.data.fd = descriptor
        epoll_ctl(epoll, operation, descriptor, &event)
    }

    /// Runs until a stop was asked for and all answers under way are out or `drainSeconds` have passed; then the handlers
    /// that still run are waited for.
    func run() {
        var events = [epoll_event](repeating: epoll_event(), count: 256)
        var nextSweep = now + 0.25
        while true {
            let count = epoll_wait(epoll, &events, 256, 250)
            now = MonotonicClock.nowSeconds
            for event in events.prefix(max(0, Int(count))) { handle(event) }
            for message in inbox.withLock({ inbox in
                defer { inbox.messages = [] }
                return inbox.messages
            }) { deliver(message) }
            if now >= nextSweep {
                nextSweep = now + 0.25
                sweep()
            }
            if isStopping && (live == 0 || now > stopDeadline) { break }
        }
        for connection in connections { if let connection { close(connection) } }
        gates.withLock { $0.close() }
        // The requests of closed connections are cancelled, so that none of them takes long to end.
        for workers in [workers, operatorWorkers, longWorkers] { workers.stop() }
        Foundation.close(listener)
        Foundation.close(epoll)
        inbox.withLock { inbox in
            inbox = Inbox(isClosed: true)
            Foundation.close(wakeDescriptor)
        }
    }

    private func handle(_ event: epoll_event) {
        let descriptor = event.data.fd
        if descriptor == listener { return acceptAll() }
        if descriptor == wakeDescriptor {
            var value: UInt64 = 0
            _ = read(wakeDescriptor, &value, 8)
            return
        }
        guard let connection = connections[Int(descriptor)] else { return }
        if event.events & EPOLLOUT.rawValue != 0 {
            flush(connection)
            continueInput(connection)
        }
        let ended = EPOLLHUP.rawValue | EPOLLERR.rawValue
        guard isOpen(connection), event.events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | ended) != 0 else { return }
        readable(connection, isBroken: event.events & ended != 0)
    }

    func isOpen(_ connection: Connection) -> Bool { connections[Int(connection.descriptor)] === connection }

    func find(_ peer: Peer) -> Connection? {
        guard Int(peer.descriptor) < connections.count, let connection = connections[Int(peer.descriptor)],
            connection.generation == peer.generation
        else { return nil }
        return connection
    }

    private func acceptAll() {
        for _ in 0..<64 {
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let descriptor = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    starling_accept4(
                        listener, $0, &length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
                }
            }
            if descriptor < 0 {
                // A level-triggered listener would spin while descriptors are short: the sweep arms it again.
                if [EMFILE, ENFILE, ENOMEM, ENOBUFS].contains(errno) {
                    control(EPOLL_CTL_MOD, listener, 0)
                    isAcceptPaused = true
                }
                return
            }
            let ip = address.sin_addr.s_addr
            if isStopping || !hasRoom(for: ip) {
                Foundation.close(descriptor)
                continue
            }
            open(descriptor, ip)
        }
    }

    /// Whether one more connection may come, perhaps after an idle one was closed for it.
    private func hasRoom(for ip: UInt32) -> Bool {
        if perAddress[ip, default: 0] >= limits.connectionsPerAddressMax, !proxies.contains(ip) {
            return makeRoom(of: ip)
        }
        guard live >= limits.connectionsMax else { return true }
        let crowded = perAddress.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
        return makeRoom(of: crowded) || makeRoom(of: nil)
    }

    private func open(_ descriptor: Int32, _ ip: UInt32) {
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        while connections.count <= Int(descriptor) { connections.append(nil) }
        generation += 1
        let connection = Connection(
            descriptor, generation: generation, address: ip, now: now, deadline: now + limits.headSeconds)
        connections[Int(descriptor)] = connection
        live += 1
        perAddress[ip, default: 0] += 1
        connection.armedEvents = EPOLLIN.rawValue | EPOLLRDHUP.rawValue
        control(EPOLL_CTL_ADD, descriptor, connection.armedEvents)
    }

    func close(_ connection: Connection) {
        guard isOpen(connection) else { return }
        connections[Int(connection.descriptor)] = nil
        Foundation.close(connection.descriptor)
        live -= 1
        heldBytes -= connection.accountedBytes
        connection.accountedBytes = 0
        connection.cancellation?.cancel()
        let left = (perAddress[connection.address] ?? 1) - 1
        perAddress[connection.address] = left > 0 ? left : nil
        endSocket(connection)
        if case .streaming(let gate, _) = connection.phase {
            gate.close()
            _ = gates.withLock { $0.open.removeValue(forKey: connection.peer) }
        }
    }

    private func sweep() {
        if isAcceptPaused && !isStopping {
            isAcceptPaused = false
            control(EPOLL_CTL_MOD, listener, EPOLLIN.rawValue)
        }
        for connection in connections {
            guard let connection else { continue }
            if now > connection.deadline { close(connection) } else { pingIfSilent(connection) }
        }
    }

    /// Stops accepting; idle connections are closed, streams ended, answers under way finished.
    func beginStop() {
        guard !isStopping else { return }
        isStopping = true
        stopDeadline = now + limits.drainSeconds
        control(EPOLL_CTL_DEL, listener, 0)
        for connection in connections {
            guard let connection else { continue }
            switch connection.phase {
            case .head where connection.outputBytes == 0: close(connection)
            case .streaming: endStream(connection)
            case .socket: closeSocket(connection, code: 1_001)
            default: break
            }
        }
    }
}
