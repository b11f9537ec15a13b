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
        var found: [JSONTree] = []
        for _ in recorded {
            guard let bytes = socket.next(seconds: Self.patience), let tree = try? JSONTree(parsing: bytes) else {
                break
            }
            found.append(tree)
        }
        var list: [AnswerDifference] = []
        for message in recorded {
            let id = message["params"]?["subscription_id"].map(comparison.translated)
            let place = found.firstIndex { $0["method"] == message["method"] && $0["params"]?["subscription_id"] == id }
            guard let place else {
                list.append(AnswerDifference(path: "$", recorded: message.json, found: "no such message"))
                continue
            }
            let own = message["method"] == nil ? request : message
            if own["method"]?.text?.hasPrefix("starknet_subscribe") == true {
                comparison.learnName(message["result"]?.text, found[place]["result"]?.text)
            }
            list += comparison.differences(message, found.remove(at: place), to: own)
        }
        return list
    }

    private mutating func socket(_ name: String) -> FlowSocket? {
        if let open = sockets[name] { return open }
        guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else { return nil }
        let socket = FlowSocket(port: port)
        sockets[name] = socket
        return socket
    }
}
