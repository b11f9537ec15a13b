import Synchronization

/// From whole requests to workers.
extension EventLoop {
    func dispatch(_ connection: Connection, _ request: HTTPRequest, _ body: [UInt8]) {
        connection.phase = .busy
        connection.deadline = now + limits.answerSeconds
        connection.workBytes = body.count
        let cancellation = RequestCancellation()
        connection.cancellation = cancellation
        let peer = connection.peer, client = proxies.client(request, from: connection.address)
        var request = request
        request.remoteAddress = Self.dotted(client)
        request.body = body
        request.cancellation = cancellation
        let isOperators = routes?.serves(request.path) == true
        let admission = (isOperators ? operatorWorkers : workers).submit(client: client, byteCount: body.count) {
            [self, request] in
            if isOperators, let response = routes?.answer(request) { return post(.response(peer, response)) }
            finish(handler(request), request, peer, client)
        }
        if admission != .accepted { respond(connection, Self.refusal(admission)) }
    }

    /// On a worker: hands the reply over.
    private func finish(_ reply: HTTPReply, _ request: HTTPRequest, _ peer: Peer, _ client: UInt32) {
        switch reply {
        case .response(let response): post(.response(peer, response))
        case .stream(let head, let open):
            let gate = StreamGate()
            gates.withLock { $0.add(gate, of: peer) }
            post(.streamOpen(peer, head, gate))
            open(HTTPStream(peer: peer, loop: self))
        case .webSocket(let open):
            guard let accept = WebSocketOpening.accept(request) else {
                let headers = [(name: "Sec-WebSocket-Version", value: "13")]
                return post(.response(peer, HTTPResponse(status: 400, text: "no WebSocket opening", headers: headers)))
            }
            let gate = StreamGate()
            gates.withLock { $0.add(gate, of: peer) }
            let handler = open(WebSocket(stream: HTTPStream(peer: peer, loop: self)))
            post(.socketOpen(peer, accept: accept, gate, handler))
        case .longWork(let work):
            let admission = longWorkers.submit(client: client, byteCount: request.body.count) { [self] in
                // Whoever left while waiting costs nothing.
                if request.cancellation.isCancelled {
                    return post(.response(peer, HTTPResponse(status: 503, text: "the client has left")))
                }
                finish(work(), request, peer, client)
            }
            if admission != .accepted { post(.response(peer, Self.refusal(admission))) }
        }
    }

    private static func refusal(_ admission: WorkerThreads.Admission) -> HTTPResponse {
        let retry = [(name: "Retry-After", value: "5")]
        switch admission {
        case .accepted, .full: return HTTPResponse(status: 503, text: "busy", headers: retry)
        case .clientFull:
            return HTTPResponse(status: 429, text: "too many long requests of this address at once", headers: retry)
        case .clientSpent:
            return HTTPResponse(
                status: 429, text: "this address has used up its time for long requests", headers: retry)
        }
    }

    /// The client closed its side while its request is in work: long work for it ends. A short answer still goes out, to
    /// a client that only closed its sending side.
    func abandon(_ connection: Connection) {
        connection.isAbandoned = true
        connection.cancellation?.cancel()
        arm(connection)
    }
}
