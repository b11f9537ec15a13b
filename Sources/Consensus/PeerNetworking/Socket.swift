import CLinux
import Glibc

/// TCP sockets, non-blocking and closed on exec.
enum Socket {
    /// Calls `body` with each address of a name.
    private static func addresses<Result>(
        host: String, port: UInt16, isPassive: Bool, _ body: (addrinfo) -> Result?
    ) throws(NetworkError) -> Result? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = isPassive ? AI_PASSIVE : 0
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0, let list else { throw .unknownHost(host) }
        defer { freeaddrinfo(list) }
        var next: UnsafeMutablePointer<addrinfo>? = list
        while let entry = next {
            if let result = body(entry.pointee) { return result }
            next = entry.pointee.ai_next
        }
        return nil
    }

    private static func make(_ address: addrinfo) -> Int32 {
        socket(
            address.ai_family,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0)
    }

    /// A listening socket.
    static func listen(host: String, port: UInt16) throws(NetworkError) -> Int32 {
        var code: Int32 = 0
        let found = try addresses(host: host, port: port, isPassive: true) { address -> Int32? in
            let descriptor = make(address)
            guard descriptor >= 0 else { return nil }
            var one: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
            if bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, Glibc.listen(descriptor, 64) == 0 {
                return descriptor
            }
            code = errno
            close(descriptor)
            return nil
        }
        guard let found else { throw .system(call: "listen on \(host):\(port)", code: code) }
        return found
    }

    /// A connected socket.
    static func connect(host: String, port: UInt16, millis: Int) throws(NetworkError) -> Int32 {
        var code: Int32 = 0
        let found = try addresses(host: host, port: port, isPassive: false) { address -> Int32? in
            let descriptor = make(address)
            guard descriptor >= 0 else { return nil }
            if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            code = errno
            if code == EINPROGRESS {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                var length = socklen_t(MemoryLayout<Int32>.size)
                code = ETIMEDOUT
                if poll(&waiting, 1, Int32(millis)) == 1,
                    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0, code == 0
                {
                    return descriptor
                }
            }
            close(descriptor)
            return nil
        }
        guard let found else { throw .system(call: "connect to \(host):\(port)", code: code) }
        noDelay(found)
        return found
    }

    /// Takes a connection, with the bytes of its other side's address, without the port; nil when none is waiting, or none
    /// can be had now.
    static func accept(_ listener: Int32) -> (descriptor: Int32, address: [UInt8])? {
        let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        var storage = sockaddr_storage(), length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let descriptor = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                starling_accept4(listener, $0, &length, flags)
            }
        }
        guard descriptor >= 0 else { return nil }
        noDelay(descriptor)
        // The address lies behind family and port (4 bytes), in IPv6 behind the flow label as well (8, 16 bytes long).
        let place = Int32(storage.ss_family) == AF_INET6 ? 8..<24 : 4..<8
        return (descriptor, withUnsafeBytes(of: storage) { Array($0[place]) })
    }

    private static func noDelay(_ descriptor: Int32) {
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }
}
