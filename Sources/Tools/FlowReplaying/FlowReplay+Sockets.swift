/// Steps over sockets.
extension FlowReplay {
    /// How long a message may take that was recorded, seconds.
    private static let patience = 5.0

    mutating func overSocket(_ step: RecordedStep, _ name: String, _ substitute: (JSONTree) -> JSONTree) -> StepOutcome
    {
        guard let socket = socket(name) else {
            return .different([AnswerDifference(path: "$", recorded: "a socket", found: "none")])
        }
        let request: JSONTree
        switch step.body {
        case .described: return .skipped("the body was not kept")
        case .raw(let bytes, _):
            request = (try? JSONTree(parsing: bytes)) ?? .null
            socket.send(bytes)
        case .json(let recorded):
            request = comparison.translated(substitute(recorded))
            socket.send(Array(request.json.utf8))
        }
        let differences = messages(step.received, from: socket, to: request)
        return differences.isEmpty ? .equal : .different(differences)
    }

    /// Compares what came over the open sockets because of a step.
    mutating func elsewhere(_ step: RecordedStep) -> [AnswerDifference] {
        var list: [AnswerDifference] = []
        for (name, recorded) in step.receivedElsewhere {
            guard let socket = socket(name) else { continue }
            list += messages(recorded, from: socket, to: .null)
        }
        return list
    }

    /// Notifications of different subscriptions may come in any order; those of one, and answers, in theirs.
    private mutating func messages(
        _ recorded: [JSONTree], from socket: FlowSocket, to request: JSONTree
    ) -> [AnswerDifference] {
        // What belongs to a subscription that this node refused does not come.
        let recorded = recorded.filter { message in
            !(message["params"]?["subscription_id"]?.text.map(refusedSubscriptions.contains) ?? false)
        }
        var found: [JSONTree] = []
        for message in recorded {
            if let left = Self.countLeftOut(message) {
                for _ in 0..<left { _ = socket.next(seconds: Self.patience) }
                continue
            }
            guard let bytes = socket.next(seconds: Self.patience), let tree = try? JSONTree(parsing: bytes) else {
                break
            }
            found.append(tree)
        }
        var list: [AnswerDifference] = []
        for message in recorded where Self.countLeftOut(message) == nil {
            let id = message["params"]?["subscription_id"].map(comparison.translated)
            let place = found.firstIndex { $0["method"] == message["method"] && $0["params"]?["subscription_id"] == id }
            guard let place else {
                list.append(AnswerDifference(path: "$", recorded: message.json, found: "no such message"))
                continue
            }
            let own = message["method"] == nil ? request : message
            if own["method"]?.text?.hasPrefix("starknet_subscribe") == true {
                learnSubscription(message, found[place], socket)
            }
            if message["method"] == nil { self.found = FoundAnswer(bytes: Array(found[place].json.utf8)) }
            list += comparison.differences(message, found.remove(at: place), to: own)
        }
        return list
    }

    /// Keeps the subscriptions of both nodes the same: one that only this node granted is given up again.
    private mutating func learnSubscription(_ recorded: JSONTree, _ found: JSONTree, _ socket: FlowSocket) {
        guard let id = recorded["result"]?.text else {
            guard let own = found["result"]?.text else { return }
            let request =
                #"{"jsonrpc":"2.0","id":0,"method":"starknet_unsubscribe","params":{"subscription_id":"\#(own)"}}"#
            socket.send(Array(request.utf8))
            _ = socket.next(seconds: Self.patience)
            return
        }
        if let own = found["result"]?.text { comparison.learnName(id, own) } else { refusedSubscriptions.insert(id) }
    }

    /// How many messages a recording leaves out at this place.
    private static func countLeftOut(_ message: JSONTree) -> Int? {
        message["note"]?.text.flatMap { Int($0.prefix { $0.isNumber }) }
    }

    private mutating func socket(_ name: String) -> FlowSocket? {
        if let open = sockets[name] { return open }
        guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else { return nil }
        let socket = FlowSocket(port: port)
        sockets[name] = socket
        return socket
    }
}
