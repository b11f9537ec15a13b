public import HTTPRequesting

/// What came of one step.
public enum StepOutcome: Sendable {
    case equal
    case different([AnswerDifference])
    /// Not as recorded, but as the specification has it, or equal in all but what is each node's own; the reason.
    case specified(String)
    /// Not compared; the reason.
    case skipped(String)
}

/// The steps of one flow after their replay.
public struct FlowTally: Sendable {
    public var name: String
    public var outcomes: [(step: Int, about: String, outcome: StepOutcome)] = []

    public var equal: Int { outcomes.count { if case .equal = $0.outcome { true } else { false } } }
    public var differing: Int { outcomes.count { if case .different = $0.outcome { true } else { false } } }
    public var specified: Int { outcomes.count { if case .specified = $0.outcome { true } else { false } } }
    public var compared: Int { equal + differing + specified }
    public var skipped: Int { outcomes.count { if case .skipped = $0.outcome { true } else { false } } }
}

/// Sends recorded flows to one node and compares its answers.
public struct FlowReplay {
    let address: String
    private let http: HTTPClient
    var comparison: AnswerComparison
    var sockets: [String: FlowSocket] = [:]
    /// By the names that the recorded node gave them.
    var refusedSubscriptions: Set<String> = []
    /// What came last.
    var found = FoundAnswer(bytes: [])

    /// `address` is the node's URL without a path, `accounts` those that the recorded node began with.
    public init(
        address: String, comparesL2Gas: Bool, accounts: [String] = [], http: HTTPClient = HTTPClient()
    ) {
        self.address = address
        self.http = http
        comparison = AnswerComparison(comparesL2Gas: comparesL2Gas, accounts: accounts)
    }

    /// Sends the steps of a flow in their order. `substitute` fills in what a request only names.
    public mutating func run(_ flow: RecordedFlow, substitute: (JSONTree) -> JSONTree = { $0 }) -> FlowTally {
        var tally = FlowTally(name: flow.name)
        for (index, step) in flow.steps.enumerated() {
            found = FoundAnswer(bytes: [])
            let outcome = outcome(of: step, index, in: flow, substitute)
            // What the recorded node made blocks of and this one does not: what comes after is in blocks of the same numbers.
            for _ in 0..<KnownExceptions.blocks(flow: flow.name, after: index) {
                let request = Array(#"{"jsonrpc":"2.0","id":1,"method":"devnet_createBlock","params":{}}"#.utf8)
                _ = try? http.post(address, body: request)
            }
            tally.outcomes.append((index, step.about, KnownExceptions.judged(outcome, found, flow.name, index)))
        }
        return tally
    }

    private mutating func outcome(
        of step: RecordedStep, _ index: Int, in flow: RecordedFlow, _ substitute: (JSONTree) -> JSONTree
    ) -> StepOutcome {
        if let name = step.connection { return overSocket(step, name, substitute) }
        let request: JSONTree, bytes: [UInt8], contentType: String
        switch step.body {
        case .described:
            guard let body = DescribedBodies.body(of: index, in: flow) else { return .skipped("the body was not kept") }
            (request, bytes, contentType) = (.null, body, "application/json")
        case .raw(let body, let type):
            (request, bytes, contentType) = ((try? JSONTree(parsing: body)) ?? .null, body, type)
        case .json(let recorded):
            request = comparison.translated(substitute(recorded))
            (bytes, contentType) = (Array(request.json.utf8), "application/json")
        }
        do {
            var answer = try http.post(address + step.path, body: bytes, contentType: contentType)
            for _ in 1..<step.repeats {
                answer = try http.post(address + step.path, body: bytes, contentType: contentType)
            }
            found = FoundAnswer(status: answer.status, bytes: answer.body)
            let outcome = compare(step, answer, request)
            let more = elsewhere(step)
            if more.isEmpty { return outcome }
            if case .different(let list) = outcome { return .different(list + more) }
            return .different(more)
        } catch {
            return .different([AnswerDifference(path: "$", recorded: "an answer", found: "\(error)")])
        }
    }

    /// Why a development network does not have a method that the recorded one has.
    private static func refusal(_ found: JSONTree, of request: JSONTree) -> String? {
        guard request["method"]?.text?.hasPrefix("devnet_") == true, found["error"]?["code"]?.integer == 63,
            let reason = found["error"]?["data"]?.text, reason.hasPrefix("not supported")
        else { return nil }
        return reason
    }

    private mutating func compare(_ step: RecordedStep, _ answer: HTTPAnswer, _ request: JSONTree) -> StepOutcome {
        if step.isDropped {
            // The reference died of it; the specification has errors 56 and 57.
            let code = (try? JSONTree(parsing: answer.body))?["error"]?["code"]?.integer
            if code == 56 || code == 57 { return .equal }
            return .different([AnswerDifference(path: "$", recorded: "error 56 or 57", found: "\(code ?? 0)")])
        }
        guard let recorded = step.answer else {
            if answer.status == step.status { return .equal }
            return .different(
                [AnswerDifference(path: "status", recorded: "\(step.status)", found: "\(answer.status)")])
        }
        guard let found = try? JSONTree(parsing: answer.body) else {
            return .different(
                [AnswerDifference(path: "$", recorded: "JSON", found: "status \(answer.status)")])
        }
        if let reason = Self.refusal(found, of: request) { return .skipped(reason) }
        if comparison.ranOutOfGas(recorded, found, to: request) {
            return .specified("the recorded node gives calls with tiny bounds no gas of their own")
        }
        let differences = comparison.differences(recorded, found, to: request)
        return differences.isEmpty ? .equal : .different(differences)
    }
}
