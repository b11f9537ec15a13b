import Determinism
import Foundation
import Glibc
import PeerNetworking
import Synchronization
import Testing
import ValidatorSigning

/// A network of one node in a test, with what it saw.
final class TestNode: Sendable {
    let network: PeerNetwork
    let frames: Frames
    let notices: Notices

    final class Frames: Sendable { let list = Mutex<[(peer: Int, frame: [UInt8])]>([]) }
    final class Notices: Sendable { let list = Mutex<[NetworkNotice]>([]) }

    init(_ index: Int, _ seeds: [UInt8], base: UInt16, ownSeed: UInt8? = nil, limits: NetworkLimits = .quick) throws {
        let peers = try seeds.enumerated().map { position, seed in
            PeerAddress(pin: try Self.identity(seed).pin, host: "127.0.0.1", port: base + UInt16(position))
        }
        let frames = Frames(), notices = Notices()
        self.frames = frames
        self.notices = notices
        network = try PeerNetwork(
            identity: try Self.identity(ownSeed ?? seeds[index]), me: index, peers: peers, listenHost: "127.0.0.1",
            listenPort: base + UInt16(index), limits: limits,
            notify: { notice in notices.list.withLock { $0.append(notice) } }
        ) { peer in
            LinkSession(greeting: Array("hello from \(index)".utf8)) { frame in
                frames.list.withLock { $0.append((peer, frame)) }
                return frame == [0xad] ? "refused by test" : nil
            }
        }
        network.start()
    }

    static func identity(_ seed: UInt8) throws -> LinkIdentity {
        try LinkIdentity(key: try SecretKey(seed: [UInt8](repeating: seed, count: 32)))
    }

    var frameCount: Int { frames.list.withLock { $0.count } }

    func ended() -> [NetworkError] {
        notices.list.withLock { $0 }.compactMap {
            switch $0 {
            case .ended(_, let reason), .rejected(let reason): reason
            case .connected: nil
            }
        }
    }
}

extension NetworkLimits {
    /// Short times, for tests.
    static var quick: NetworkLimits {
        var limits = NetworkLimits()
        limits.handshakeMillis = 400
        limits.retryMillis = 20
        limits.retryMillisMax = 100
        return limits
    }
}

func waited(seconds: Double = 10, _ condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
        if condition() { return true }
        usleep(5_000)
    }
    return condition()
}

@Suite(.serialized) struct `Links between validators` {
    static let nextPort = Mutex<UInt16>(UInt16.random(in: 20_000...30_000))

    private func ports() -> UInt16 {
        Self.nextPort.withLock {
            $0 += 10
            return $0
        }
    }

    @Test func `connect everyone with everyone and carry frames of all sizes in order`() throws {
        let base = ports()
        let nodes = try (0..<4).map { try TestNode($0, [1, 2, 3, 4], base: base) }
        defer { for node in nodes { node.network.stop() } }
        #expect(waited { nodes.allSatisfy { $0.network.connected.count == 3 && $0.frameCount == 3 } })
        let sizes = [0, 1, 1_000, 100_000, 4 << 20]
        for (index, size) in sizes.enumerated() {
            #expect(nodes[0].network.send([[UInt8](repeating: UInt8(index), count: size)], to: 3))
        }
        #expect(waited { nodes[3].frameCount == 3 + sizes.count })
        let received = nodes[3].frames.list.withLock { $0.filter { $0.peer == 0 }.map(\.frame) }.dropFirst()
        #expect(received.map(\.count) == sizes)
        #expect(Array("hello from 0".utf8) == nodes[3].frames.list.withLock { $0.first { $0.peer == 0 }?.frame })
    }

    @Test func `come back after a node was away`() throws {
        let base = ports()
        let first = try TestNode(0, [1, 2], base: base)
        var second: TestNode? = try TestNode(1, [1, 2], base: base)
        #expect(waited { first.network.connected == [1] })
        second?.network.stop()
        #expect(waited { first.network.connected.isEmpty })
        second = nil
        let again = try TestNode(1, [1, 2], base: base)
        #expect(waited { first.network.connected == [1] && again.network.connected == [0] })
        first.network.stop()
        again.network.stop()
    }

    @Test func `refuse a key that is not pinned, on either side`() throws {
        let base = ports()
        let honest = try TestNode(0, [1, 2], base: base)
        let impostor = try TestNode(1, [1, 2], base: base, ownSeed: 9)
        #expect(waited { !honest.ended().isEmpty && !impostor.ended().isEmpty })
        #expect(honest.network.connected.isEmpty && impostor.network.connected.isEmpty)
        #expect(honest.frameCount == 0 && impostor.frameCount == 0)
        honest.network.stop()
        impostor.network.stop()
    }

    @Test func `end with a reason: refused frame, frame over the limit`() throws {
        let base = ports()
        var small = NetworkLimits.quick
        small.frameBytesMax = 1_000
        let strict = try TestNode(0, [1, 2], base: base, limits: small)
        let other = try TestNode(1, [1, 2], base: base)
        #expect(waited { other.network.connected == [0] })
        #expect(other.network.send([[UInt8](repeating: 0, count: 1_000)], to: 0))
        #expect(waited { strict.frameCount == 2 })
        other.network.send([[UInt8](repeating: 0, count: 1_001)], to: 0)
        #expect(waited { strict.ended().contains(.frameTooLong(1_001)) })
        // A frame for the link that has just ended would be lost: its greeting shows that the next one is there.
        #expect(waited { strict.frameCount == 3 })
        #expect(other.network.send([[0xad]], to: 0))
        #expect(waited { strict.ended().contains(.refused("refused by test")) })
        strict.network.stop()
        other.network.stop()
    }

    @Test func `a full queue refuses frames instead of growing`() throws {
        let base = ports()
        var limits = NetworkLimits.quick
        limits.queuedBytesMax = 10_000
        let first = try TestNode(0, [1, 2], base: base, limits: limits)
        let second = try TestNode(1, [1, 2], base: base)
        #expect(waited { first.network.connected == [1] })
        #expect(!first.network.send([[UInt8](repeating: 0, count: 10_001)], to: 1))
        #expect(!first.network.send([[1]], to: 0))
        first.network.stop()
        second.network.stop()
    }

    /// An independent client: no certificate, an old protocol, a certificate that nobody pinned.
    @Test(arguments: [["-tls1_3"], ["-tls1_2"], ["-tls1_3", "-own"]])
    func `refuse openssl's own client`(_ options: [String]) throws {
        let base = ports()
        let node = try TestNode(0, [1, 2], base: base)
        defer { node.network.stop() }
        var arguments = ["s_client", "-connect", "127.0.0.1:\(base)", "-quiet", "-no_ign_eof"]
        arguments += options.filter { $0 != "-own" }
        let folder = NSTemporaryDirectory() + "starling-tls-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if options.contains("-own") {
            try run(
                [
                    "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=stranger", "-keyout",
                    folder + "/key.pem", "-out", folder + "/cert.pem",
                ])
            arguments += ["-key", folder + "/key.pem", "-cert", folder + "/cert.pem"]
        }
        try run(arguments)
        #expect(waited { node.ended().contains { if case .tls = $0 { true } else { false } } })
        #expect(node.network.connected.isEmpty && node.frameCount == 0)
    }

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }

    @Test func `survive garbage, silence, plain text and floods of connections`() throws {
        let base = ports()
        let first = try TestNode(0, [1, 2], base: base)
        let second = try TestNode(1, [1, 2], base: base)
        defer {
            first.network.stop()
            second.network.stop()
        }
        #expect(waited { first.network.connected == [1] })
        var random = SplitMix64(seed: 1)
        var open: [Int32] = []
        for attempt in 0..<200 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = (base + UInt16(attempt % 2)).bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            let code = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard code == 0 else { continue }
            var bytes = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255, using: &random) }
            if attempt % 3 == 0 { bytes = Array("GET / HTTP/1.1\r\n\r\n".utf8) }
            if attempt % 5 == 0 { bytes = [0x16, 3, 1, 0xff, 0xff] + bytes }
            if attempt % 7 == 1 { bytes = [] }
            _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            open.append(descriptor)
            if attempt % 2 == 0 { close(open.removeLast()) }
        }
        #expect(waited { second.ended().contains(.handshakeTimeout) })
        #expect(first.ended().contains { if case .tls = $0 { true } else { false } })
        for descriptor in open { close(descriptor) }
        #expect(first.network.connected == [1])
        let before = second.frameCount
        #expect(first.network.send([[7]], to: 1))
        #expect(waited { second.frameCount == before + 1 })
    }
}
