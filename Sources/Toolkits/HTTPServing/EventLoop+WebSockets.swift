import CLinux
import Foundation
import Synchronization

extension EventLoop {
    /// Answers the opening of a socket; on the loop's thread.
    func openSocket(_ peer: Peer, _ accept: String, _ gate: StreamGate, _ handler: WebSocketHandler) {
        guard let connection = admitStream(peer, gate) else { return handler.closed() }
        connection.workBytes = 0
        connection.cancellation = nil
        connection.phase = .socket(
            WebSocketState(gate, handler, messageBytesMax: limits.bodyBytesMax, now: now))
        let head =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(accept)\r\n\r\n"
        connection.deadline = now + limits.socketIdleSeconds
        enqueue(connection, Array(head.utf8))
        flush(connection)
        process(connection)
    }

    /// Goes on with the input of a socket: one message in work at a time.
    func processSocket(_ connection: Connection, _ socket: WebSocketState) {
        while isOpen(connection), !socket.isBusy, connection.outputBytes <= limits.streamQueueBytesMax {
            guard let item = socket.reader.next(connection.input, &connection.position) else { return }
            switch item {
            case .message(let bytes): dispatch(connection, socket, bytes)
            case .ping(let bytes):
                enqueue(connection, WebSocketFrame.pong(bytes))
                flush(connection)
            case .close: closeSocket(connection, code: 1_000)
            case .refused(let code): closeSocket(connection, code: code)
            }
        }
    }

    private func dispatch(_ connection: Connection, _ socket: WebSocketState, _ bytes: [UInt8]) {
        socket.isBusy = true
        connection.workBytes = bytes.count
        let peer = connection.peer, client = connection.address, handler = socket.handler
        let admission = workers.submit(client: client, byteCount: bytes.count) { [self] in
            guard let long = handler.message(bytes) else { return post(.socketReady(peer)) }
            let admission = longWorkers.submit(client: client, byteCount: bytes.count) { [self] in
                long()
                post(.socketReady(peer))
            }
            if admission != .accepted { post(.socketClose(peer, code: 1_013)) }
        }
        if admission != .accepted { closeSocket(connection, code: 1_013) }
    }

    func socketReady(_ peer: Peer) {
        guard let connection = find(peer), case .socket(let socket) = connection.phase else { return }
        socket.isBusy = false
        connection.workBytes = 0
        process(connection)
    }

    /// Says why, and closes when that is sent.
    func closeSocket(_ connection: Connection, code: UInt16) {
        guard case .socket = connection.phase else { return }
        enqueue(connection, WebSocketFrame.close(code))
        endSocket(connection)
        connection.phase = .closing
        connection.closesAfterFlush = true
        flush(connection)
    }

    /// Tells everyone that the socket is no more.
    func endSocket(_ connection: Connection) {
        guard case .socket(let socket) = connection.phase else { return }
        socket.gate.close()
        _ = gates.withLock { $0.open.removeValue(forKey: connection.peer) }
        socket.handler.closed()
    }

    /// Asks a silent client whether it is there; its deadline runs until it answers.
    func pingIfSilent(_ connection: Connection) {
        guard case .socket(let socket) = connection.phase, !socket.isPinged,
            now - socket.lastInput > limits.socketIdleSeconds / 2, connection.outputBytes == 0
        else { return }
        socket.isPinged = true
        let deadline = connection.deadline
        enqueue(connection, WebSocketFrame.ping())
        flush(connection)
        connection.deadline = min(deadline, now + limits.socketIdleSeconds / 2)
    }
}
