import CLinux
import Foundation
import Synchronization

extension EventLoop {
    func deliver(_ message: Post) {
        switch message {
        case .response(let peer, let response):
            guard let connection = find(peer) else { return }
            respond(connection, response)
            continueInput(connection)
        case .streamOpen(let peer, let head, let gate):
            openStream(peer, head, gate)
        case .socketOpen(let peer, let accept, let gate, let handler): openSocket(peer, accept, gate, handler)
        case .socketReady(let peer): socketReady(peer)
        case .socketClose(let peer, let code):
            if let connection = find(peer) { closeSocket(connection, code: code) }
        case .streamBytes(let peer, let bytes):
            if let connection = find(peer), case .socket = connection.phase {
                enqueue(connection, bytes)
                return flush(connection)
            }
            guard let connection = find(peer), case .streaming(let gate, let isChunked) = connection.phase else {
                return
            }
            if bytes.isEmpty || connection.isHeadRequest { return gate.sent(bytes.count) }
            if isChunked { enqueue(connection, Array("\(String(bytes.count, radix: 16))\r\n".utf8)) }
            enqueue(connection, bytes)
            if isChunked { enqueue(connection, [13, 10]) }
            flush(connection)
        case .streamEnd(let peer):
            guard let connection = find(peer), case .streaming = connection.phase else { return }
            endStream(connection)
            continueInput(connection)
        case .streamAbort(let peer):
            guard let connection = find(peer) else { return }
            switch connection.phase {
            case .streaming, .socket: close(connection)
            default: break
            }
        case .stop:
            beginStop()
        }
    }

    /// Goes on with input that waited for an answer to be made and to leave.
    func continueInput(_ connection: Connection) {
        guard isOpen(connection), connection.outputBytes == 0, case .head = connection.phase else { return }
        if connection.input.count > connection.position {
            connection.deadline = now + limits.headSeconds
            process(connection)
        }
    }

    /// The connection that a stream may begin on. Nil when it is gone, or there is no room for one more: the gate is shut then,
    /// and the client told.
    func admitStream(_ peer: Peer, _ gate: StreamGate) -> Connection? {
        let open = gates.withLock { $0.open.count }
        if let connection = find(peer), case .busy = connection.phase, open <= limits.streamsMax, !isStopping {
            return connection
        }
        gate.close()
        _ = gates.withLock { $0.open.removeValue(forKey: peer) }
        if let connection = find(peer) { respond(connection, HTTPResponse(status: 503, text: "too many streams")) }
        return nil
    }

    private func openStream(_ peer: Peer, _ head: HTTPResponse, _ gate: StreamGate) {
        guard let connection = admitStream(peer, gate) else { return }
        // The length of a stream is not known: chunks, or the end of the connection for a client that asked to close.
        let isChunked = connection.keepsAlive
        connection.phase = .streaming(gate, isChunked: isChunked)
        var lines = headLines(head, keepsAlive: isChunked)
        if isChunked { lines += "Transfer-Encoding: chunked\r\n".utf8 }
        lines += "\r\n".utf8
        enqueue(connection, lines)
        flush(connection)
        if !head.body.isEmpty {
            gate.admitAlways(head.body.count)
            deliver(.streamBytes(peer, head.body))
        }
    }

    func endStream(_ connection: Connection) {
        guard case .streaming(let gate, let isChunked) = connection.phase else { return }
        gate.close()
        _ = gates.withLock { $0.open.removeValue(forKey: connection.peer) }
        if isChunked && !connection.isHeadRequest { enqueue(connection, Array("0\r\n\r\n".utf8)) }
        finishExchange(connection)
    }

    func respond(_ connection: Connection, _ response: HTTPResponse) {
        var head = headLines(response, keepsAlive: connection.keepsAlive && !isStopping)
        head += "Content-Length: \(response.body.count)\r\n\r\n".utf8
        if connection.isHeadRequest || response.body.count < 8_192 {
            if !connection.isHeadRequest { head += response.body }
            enqueue(connection, head)
        } else {
            enqueue(connection, head)
            enqueue(connection, response.body)
        }
        finishExchange(connection)
    }

    private func headLines(_ response: HTTPResponse, keepsAlive: Bool) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(256 + (response.body.count < 8_192 ? response.body.count : 0))
        head += "HTTP/1.1 \(response.status) \(ReasonPhrase.of(response.status))\r\n".utf8
        let lines = [(name: "Content-Type", value: response.contentType)] + response.headers
        for (name, value) in lines
        where !name.isEmpty && name.utf8.allSatisfy(HeadParser.isTokenByte)
            && value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        {
            head += "\(name): \(value)\r\n".utf8
        }
        if !keepsAlive { head += "Connection: close\r\n".utf8 }
        return head
    }

    private func finishExchange(_ connection: Connection) {
        connection.workBytes = 0
        connection.cancellation = nil
        connection.isAbandoned = false
        connection.since = now
        if connection.keepsAlive && !connection.peerEnded && !isStopping {
            connection.phase = .head
            connection.deadline = now + limits.idleSeconds
        } else {
            connection.phase = .closing
            connection.closesAfterFlush = true
        }
        flush(connection)
    }

    func enqueue(_ connection: Connection, _ bytes: [UInt8]) {
        if bytes.isEmpty { return }
        connection.output.append(bytes)
        connection.outputBytes += bytes.count
    }

    /// Sends what the socket takes. Only progress moves the write deadline.
    func flush(_ connection: Connection) {
        let before = connection.outputBytes
        while connection.outputBytes > 0 {
            let sent = connection.output[connection.outputHead].withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[connection.outputOffset...].prefix(1 << 20))
                return send(connection.descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0 {
                if errno == EAGAIN { break }
                if errno == EINTR { continue }
                return close(connection)
            }
            advance(connection, by: sent)
        }
        switch connection.phase {
        case .streaming(let gate, _):
            gate.sent(before - connection.outputBytes)
            if connection.outputBytes == 0 { connection.deadline = .infinity }
        case .socket(let socket):
            socket.gate.sent(before - connection.outputBytes)
            if connection.outputBytes == 0, before > 0 { connection.deadline = now + limits.socketIdleSeconds }
        default: break
        }
        if connection.outputBytes == 0 {
            if connection.closesAfterFlush { return closeGently(connection) }
            if case .head = connection.phase, before > 0 { connection.deadline = now + limits.idleSeconds }
        } else if connection.outputBytes < before || connection.deadline == .infinity || before == 0 {
            connection.deadline = now + limits.writeStallSeconds
        }
        arm(connection)
    }

    private func advance(_ connection: Connection, by sent: Int) {
        connection.outputBytes -= sent
        connection.outputOffset += sent
        guard connection.outputOffset == connection.output[connection.outputHead].count else { return }
        connection.outputOffset = 0
        connection.output[connection.outputHead] = []
        connection.outputHead += 1
        if connection.outputHead == connection.output.count {
            connection.output.removeAll(keepingCapacity: true)
            connection.outputHead = 0
        } else if connection.outputHead > 256 {
            connection.output.removeFirst(connection.outputHead)
            connection.outputHead = 0
        }
    }

    /// Reads what is there, bounded, before closing: unread input would turn the close into a reset that eats the
    /// answer.
    private func closeGently(_ connection: Connection) {
        shutdown(connection.descriptor, Int32(SHUT_WR))
        if !connection.peerEnded {
            for _ in 0..<64 where read(connection.descriptor, &readBuffer, readBuffer.count) <= 0 { break }
        }
        close(connection)
    }
}
