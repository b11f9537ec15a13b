public import HTTPServing
import JSONCoding
public import Observability
public import ProofStorage

/// The prover's HTTP interface: `/blocks`, `/blocks/N`, `/proofs/N`, and the operator's routes.
public struct ProverStatusAPI: Sendable {
    let progress: ProverProgress
    let store: any ProofStore
    /// What the operator asks; served by a worker of its own.
    public let routes: OperatorRoutes

    /// `isFollowing` says whether the prover can read its chain now.
    public init(
        progress: ProverProgress, store: any ProofStore, registry: MetricsRegistry,
        isFollowing: @escaping @Sendable () -> Bool
    ) {
        self.progress = progress
        self.store = store
        let metrics = ProverMetrics(registry)
        routes = OperatorRoutes(
            readiness: { isFollowing() ? .ready : .notReady("the chain cannot be read") },
            metricsText: {
                // An age grows between events: it is taken when it is asked for.
                do {
                    let now = ProofWatcher.now(), oldest = try progress.oldestUnproven() ?? now
                    metrics.oldestAge.set(now > oldest ? now - oldest : 0)
                } catch {
                    // Unknown is not 0: the last age stays.
                }
                return registry.prometheusText()
            })
    }

    public func answer(_ request: HTTPRequest) -> HTTPReply {
        if let answer = routes.answer(request) { return .response(answer) }
        guard request.method == "GET" else { return .response(HTTPResponse(status: 405, text: "only GET\n")) }
        guard let parts = request.pathParts else { return notFound }
        switch (parts.first, parts.count) {
        case ("blocks", 1): return latest()
        case ("blocks", 2): return block(UInt64(parts[1]))
        case ("proofs", 2): return proof(UInt64(parts[1]))
        default: return notFound
        }
    }

    private var notFound: HTTPReply { .response(HTTPResponse(status: 404, text: "not found\n")) }
    private var failed: HTTPReply { .response(HTTPResponse(status: 500, text: "the progress could not be read\n")) }

    private func json(_ body: (inout JSONWriter) -> Void) -> HTTPResponse {
        var writer = JSONWriter()
        body(&writer)
        return HTTPResponse(contentType: "application/json", body: writer.bytes)
    }

    private func latest() -> HTTPReply {
        guard let entries = try? progress.latest(limit: 100), let counts = try? progress.counts() else { return failed }
        return .response(
            json { json in
                json.object { json in
                    json.key("states")
                    json.object { json in
                        for state in ProofStatus.Stage.allCases {
                            json.field(state.rawValue, integer: counts.states[state] ?? 0)
                        }
                    }
                    json.key("blocks")
                    json.array(entries) { json, entry in ProverStatusAPI.write(entry, to: &json) }
                }
            })
    }

    private func block(_ number: UInt64?) -> HTTPReply {
        guard let number else { return notFound }
        let entry: ProverProgress.Entry?
        do { entry = try progress.entry(number) } catch { return failed }
        guard let entry else { return notFound }
        return .response(json { json in ProverStatusAPI.write(entry, to: &json) })
    }

    private func proof(_ number: UInt64?) -> HTTPReply {
        guard let number else { return notFound }
        let entry: ProverProgress.Entry?
        do { entry = try progress.entry(number) } catch { return failed }
        guard let name = entry?.name else { return notFound }
        do {
            let bytes = try store.content(named: name)
            return .response(HTTPResponse(contentType: "application/octet-stream", body: bytes))
        } catch {
            return .response(HTTPResponse(status: 500, text: "the stored proof could not be read\n"))
        }
    }

    private static func write(_ entry: ProverProgress.Entry, to json: inout JSONWriter) {
        json.object { json in
            json.field("block", integer: entry.block)
            json.field("transactions", integer: entry.transactions)
            json.field("seconds", number: entry.seconds)
            entry.status.writeMembers(to: &json)
        }
    }
}
