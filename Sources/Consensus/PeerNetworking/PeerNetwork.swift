import Glibc
import Synchronization
import Threading
import ValidatorSigning

/// Where another validator listens, and what key it must show.
public struct PeerAddress: Hashable, Sendable {
    public let pin: [UInt8]
    public let host: String
    public let port: UInt16

    public init(pin: [UInt8], host: String, port: UInt16) {
        self.pin = pin
        self.host = host
        self.port = port
    }
}

/// One connection's receiver. `receive` is called on the link's thread, one frame at a time; a reason ends the link.
public struct LinkSession {
    /// The first frame to send.
    public let greeting: [UInt8]
    public let receive: ([UInt8]) -> String?

    public init(greeting: [UInt8], receive: @escaping ([UInt8]) -> String?) {
        self.greeting = greeting
        self.receive = receive
    }
}

/// What happens on the network, for logs and metrics.
public enum NetworkNotice: Sendable {
    case connected(peer: Int)
    case ended(peer: Int, reason: NetworkError)
    /// A connection that never became a link.
    case rejected(reason: NetworkError)
}

/// Links to all other validators, each kept up for as long as the network lives.
///
/// Of two validators the one with the lower index connects. A thread per link; a broken link is made again after a
/// pause that grows. Peers are identified by the pinned key of their TLS certificate and by nothing else.
public final class PeerNetwork: Sendable {
    private struct State {
        var links: [Int: SendQueue] = [:]
        /// Incoming connections that are no links yet.
        var incoming: HandshakeTable
        /// Outgoing ones.
        var outgoing: [ObjectIdentifier: SendQueue] = [:]
        var isStopped = false
        var isListening = true
    }

    private let me: Int
    private let peers: [PeerAddress]
    private let limits: NetworkLimits
    private let server: TLSContext
    private let client: TLSContext
    private let listener: Int32
    private let makeSession: @Sendable (Int) -> LinkSession
    private let notify: @Sendable (NetworkNotice) -> Void
    private let state: Mutex<State>
    private let threads = PeerThreads()

    /// Listens on this validator's own address. Links are made once `start` is called.
    public init(
        identity: LinkIdentity, me: Int, peers: [PeerAddress], listenHost: String, listenPort: UInt16,
        limits: NetworkLimits = NetworkLimits(), notify: @escaping @Sendable (NetworkNotice) -> Void = { _ in },
        makeSession: @escaping @Sendable (Int) -> LinkSession
    ) throws(NetworkError) {
        let pins = Set(peers.enumerated().filter { $0.offset != me }.map(\.element.pin))
        server = try TLSContext(isServer: true, identity: identity, pins: pins)
        client = try TLSContext(isServer: false, identity: identity, pins: pins)
        listener = try Socket.listen(host: listenHost, port: listenPort)
        self.me = me
        self.peers = peers
        self.limits = limits
        state = Mutex(State(incoming: HandshakeTable(limits)))
        self.notify = notify
        self.makeSession = makeSession
        // OpenSSL writes with write(2): a closed connection must be an error and not a signal.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Begins to listen and to connect.
    public func start() {
        threads.start { [self] in accept() }
        for peer in peers.indices where peer > me { threads.start { [self] in connect(to: peer) } }
    }

    /// Ends all links, makes no new ones, and returns when the network's threads have ended: no session is called any more.
    /// Not to be called from a session or a notice.
    public func stop() {
        let links = state.withLock { state in
            state.isStopped = true
            return Array(state.links.values) + state.incoming.queues + Array(state.outgoing.values)
        }
        threads.end()
        // Wakes the thread that accepts.
        shutdown(listener, Int32(SHUT_RDWR))
        for link in links { link.end(.closed) }
        threads.join()
        closeListener()
    }

    deinit { closeListener() }

    private func closeListener() {
        let wasOpen = state.withLock { state in
            defer { state.isListening = false }
            return state.isListening
        }
        if wasOpen { close(listener) }
    }

    /// The peers that are connected now.
    public var connected: [Int] { state.withLock { $0.links.keys.sorted() } }

    /// Queues frames, all or none; false when the peer is not connected or its queue is full.
    @discardableResult
    public func send(_ frames: [[UInt8]], to peer: Int) -> Bool {
        state.withLock { $0.links[peer] }?.add(frames) ?? false
    }

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    private func accept() {
        while !isStopped {
            var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 200) > 0 else { continue }
            guard let (descriptor, address) = Socket.accept(listener) else {
                // Out of descriptors: the listener stays readable, so wait instead of spinning.
                threads.sleep(millis: 100)
                continue
            }
            let (number, evicted) = state.withLock { $0.incoming.add(from: address) }
            evicted?.end(.crowdedOut)
            if !threads.start({ [self] in serve(descriptor, number: number, expected: nil) }) {
                state.withLock { $0.incoming.end(number) }
                close(descriptor)
            }
        }
    }

    private func connect(to peer: Int) {
        var pause = limits.retryMillis
        while !isStopped {
            let begun = MonotonicClock.nowMillis
            do throws(NetworkError) {
                let descriptor = try Socket.connect(
                    host: peers[peer].host, port: peers[peer].port, millis: limits.connectMillis)
                serve(descriptor, number: nil, expected: peer)
            } catch {
                notify(.rejected(reason: error))
            }
            if MonotonicClock.nowMillis - begun > 10_000 { pause = limits.retryMillis }
            let jitter = Int.random(in: 0...pause / 2)
            threads.sleep(millis: min(pause + jitter, limits.retryMillisMax))
            pause = min(pause * 2, limits.retryMillisMax)
        }
    }

    /// Runs a connection from its handshake to its end; `number` is that of an incoming one.
    private func serve(_ descriptor: Int32, number: Int?, expected: Int?) {
        var peer: Int?
        let link: PeerLink
        do throws(NetworkError) {
            defer { if let number { state.withLock { $0.incoming.end(number) } } }
            link = try PeerLink(
                descriptor: descriptor, isServer: number != nil, context: number != nil ? server : client,
                limits: limits)
            let queue = link.queue
            let (isStopped, isKept) = state.withLock { state in
                if let number { return (state.isStopped, state.incoming.begin(number, queue)) }
                state.outgoing[ObjectIdentifier(queue)] = queue
                return (state.isStopped, true)
            }
            defer { if number == nil { state.withLock { $0.outgoing[ObjectIdentifier(queue)] = nil } } }
            if isStopped { throw .closed }
            if !isKept { throw .crowdedOut }
            let pin = try link.handshake()
            peer = peers.firstIndex { $0.pin == pin }
        } catch {
            return notify(.rejected(reason: error))
        }
        guard let peer, peer != me, expected == nil || expected == peer else {
            return notify(.rejected(reason: .notAMember))
        }
        let session = makeSession(peer)
        _ = link.queue.add([session.greeting])
        let (old, isStopped) = state.withLock { ($0.links.updateValue(link.queue, forKey: peer), $0.isStopped) }
        old?.end(.replaced)
        if isStopped { link.queue.end(.closed) }
        notify(.connected(peer: peer))
        let reason = link.run(session.receive)
        state.withLock { state in
            if state.links[peer] === link.queue { state.links[peer] = nil }
        }
        notify(.ended(peer: peer, reason: reason))
    }
}
