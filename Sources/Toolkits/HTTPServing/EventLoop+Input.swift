import CLinux
import Foundation
import Synchronization

extension EventLoop {
    /// Arms exactly the events that the connection's state can use.
    func arm(_ connection: Connection) {
        var events: UInt32 = 0
        switch connection.phase {
        case .busy: events = connection.isAbandoned ? 0 : EPOLLRDHUP.rawValue
        case .closing: break
        case .socket(let socket):
            let isFull = connection.input.count - connection.position > limits.headBytesMax + limits.bodyBytesMax
            let reads = !socket.isBusy && !isFull && !connection.peerEnded
            events = EPOLLRDHUP.rawValue | (reads ? EPOLLIN.rawValue : 0)
        case .streaming: events = connection.peerEnded ? 0 : EPOLLRDHUP.rawValue
        case .head, .body:
            let isFull = connection.input.count - connection.position > limits.headBytesMax + limits.bodyBytesMax
            // Who does not take its answers is asked for nothing more.
            if !isFull && !connection.peerEnded && connection.outputBytes == 0 {
                events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue
            }
        }
        if connection.outputBytes > 0 { events |= EPOLLOUT.rawValue }
        if events != connection.armedEvents {
            connection.armedEvents = events
            control(EPOLL_CTL_MOD, connection.descriptor, events)
        }
        account(connection)
    }

    func readable(_ connection: Connection, isBroken: Bool) {
        if case .streaming = connection.phase { return close(connection) }
        if isBroken && connection.armedEvents & EPOLLIN.rawValue == 0 { return close(connection) }
        if case .busy = connection.phase { return abandon(connection) }
        if case .socket(let socket) = connection.phase, socket.isBusy { return close(connection) }
        let count = read(connection.descriptor, &readBuffer, readBuffer.count)
        if count < 0 {
            if errno != EAGAIN && errno != EINTR { close(connection) }
            return
        }
        if count == 0 { return inputEnded(connection) }
        connection.compactInput()
        if case .socket(let socket) = connection.phase {
            socket.lastInput = now
            socket.isPinged = false
            if connection.outputBytes == 0 { connection.deadline = now + limits.socketIdleSeconds }
        }
        if connection.isIdle {
            connection.deadline = now + limits.headSeconds
            connection.since = now
        }
        connection.input.append(contentsOf: readBuffer[0..<count])
        process(connection)
    }

    /// The client sends nothing more: a request in work is still answered.
    private func inputEnded(_ connection: Connection) {
        connection.peerEnded = true
        if case .busy = connection.phase { return arm(connection) }
        guard connection.outputBytes > 0 else { return close(connection) }
        connection.closesAfterFlush = true
        arm(connection)
    }

    /// Goes as far as the input allows: one request in work at a time, the next one after its answer has left.
    func process(_ connection: Connection) {
        while isOpen(connection) {
            switch connection.phase {
            case .head:
                if connection.outputBytes > 0 { return finishProcessing(connection) }
                guard parseHead(connection) else { return finishProcessing(connection) }
            case .body(let request, var reader):
                // Taken out of the phase first, so that the body grows in place.
                connection.phase = .busy
                switch reader.read(connection.input, &connection.position) {
                case .needsMore:
                    connection.phase = .body(request, reader)
                    return finishProcessing(connection)
                case .complete: dispatch(connection, request, reader.body)
                case .refused(let status): refuse(connection, status)
                }
            case .socket(let socket):
                processSocket(connection, socket)
                return finishProcessing(connection)
            case .busy, .streaming, .closing: return finishProcessing(connection)
            }
        }
    }

    private func finishProcessing(_ connection: Connection) {
        if isOpen(connection) { arm(connection) }
    }

    func refuse(_ connection: Connection, _ status: Int) {
        connection.keepsAlive = false
        respond(connection, HTTPResponse(status: status, text: ReasonPhrase.of(status)))
    }

    /// True when there was progress.
    private func parseHead(_ connection: Connection) -> Bool {
        guard let end = endOfHead(connection) else {
            if connection.input.count - connection.position > limits.headBytesMax {
                refuse(connection, 431)
                return true
            }
            return false
        }
        let head = connection.input[connection.position..<end + 2]
        connection.position = end + 4
        connection.scanned = connection.position
        if head.count > limits.headBytesMax {
            refuse(connection, 431)
            return true
        }
        var parser = HeadParser(head, limits: limits)
        do {
            var (request, framing) = try parser.parse()
            request.remoteAddress = Self.dotted(connection.address)
            connection.keepsAlive = request.keepsAlive
            connection.isHeadRequest = request.method == "HEAD"
            connection.deadline = now + limits.bodySeconds
            connection.phase = .body(request, BodyReader(framing, limits: limits))
            if parser.expectsContinue, framing != .none, connection.input.count == connection.position {
                enqueue(connection, Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
                flush(connection)
            }
        } catch {
            refuse(connection, error.status)
        }
        return true
    }

    /// The index of the CRLF CRLF that ends the head. Remembers how far it looked.
    private func endOfHead(_ connection: Connection) -> Int? {
        // One empty line left over from the request before is skipped (RFC 9112, section 2.2).
        if connection.input[connection.position...].starts(with: [13, 10]) { connection.position += 2 }
        var at = max(connection.scanned, connection.position)
        let count = connection.input.count
        let end: Int? = connection.input.withUnsafeBufferPointer { input in
            while at + 3 < count {
                let last = input[at + 3]
                if last == 10, input[at] == 13, input[at + 1] == 10, input[at + 2] == 13 { return at }
                // A byte that is neither CR nor LF cannot be part of the terminator: jump behind it.
                at += last == 10 || last == 13 ? 1 : 4
            }
            return nil
        }
        connection.scanned = max(connection.position, min(at, count - 3))
        return end
    }

    static func dotted(_ address: UInt32) -> String {
        let bytes = UInt32(bigEndian: address)
        return "\(bytes >> 24).\(bytes >> 16 & 255).\(bytes >> 8 & 255).\(bytes & 255)"
    }
}
