import Foundation
import Glibc
import Synchronization
import Testing
import ValidatorSigning

@testable import PeerNetworking

/// Connections that never say anything.
@Suite(.serialized) struct HandshakeTests {
    /// A TCP connection that stays open and silent.
    private func idle(_ port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return descriptor
    }

    @Test func `silent connections do not keep a validator out`() throws {
        let base = `Links between validators`.nextPort.withLock {
            $0 += 10
            return $0
        }
        var limits = NetworkLimits.quick
        // Only a newer connection ends a silent one.
        limits.handshakeMillis = 3_600_000
        limits.handshakesMax = 6
        limits.handshakesPerAddressMax = 4
        let node = try TestNode(1, [1, 2], base: base, limits: limits)
        defer { node.network.stop() }
        let silent = (0..<20).map { _ in idle(base + 1) }
        defer { for descriptor in silent { close(descriptor) } }
        #expect(waited { node.ended().contains(.crowdedOut) })
        let peer = try TestNode(0, [1, 2], base: base, limits: limits)
        defer { peer.network.stop() }
        #expect(waited { node.network.connected == [0] && peer.network.connected == [1] })
    }

    @Test func `the oldest of the address that has most makes room`() throws {
        var limits = NetworkLimits()
        limits.handshakesMax = 4
        limits.handshakesPerAddressMax = 3
        var table = HandshakeTable(limits)
        func add(_ address: UInt8) throws -> (number: Int, queue: SendQueue, evicted: SendQueue?) {
            let (number, evicted) = table.add(from: [address]), queue = try SendQueue(byteCountMax: 1)
            let isKept = table.begin(number, queue)
            #expect(isKept)
            return (number, queue, evicted)
        }
        let first = try add(1), second = try add(1), third = try add(1)
        #expect(first.evicted == nil && second.evicted == nil && third.evicted == nil)
        let fourth = try add(1)
        #expect(fourth.evicted === first.queue)
        let isKept = table.begin(first.number, first.queue)
        #expect(!isKept)
        let other = try add(2)
        #expect(other.evicted == nil)
        let another = try add(3)
        #expect(another.evicted === second.queue)
        table.end(third.number)
        let last = try add(4)
        #expect(last.evicted == nil)
    }
}
