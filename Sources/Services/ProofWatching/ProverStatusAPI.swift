public import HTTPServing
import JSONCoding
public import Observability
public import ProofStorage

/// The prover's HTTP interface: `/health`, `/metrics`, `/blocks`, `/blocks/N`, `/proofs/N`.
public struct ProverStatusAPI: Sendable {
    let progress: ProverProgress
    let store: ProofStore
    let registry: MetricsRegistry

    public init(progress: ProverProgress, store: ProofStore, registry: MetricsRegistry) {
        self.progress = progress
        self.store = store
        self.registry = registry
    }

    public func answer(_ request: HTTPRequest) -> HTTPReply {
        guard request.method == "GET" else { return .response(HTTPResponse(status: 405, text: "only GET\n")) }
        guard let parts = request.pathParts else { return notFound }
        switch (parts.first, parts.count) {
        case ("health", 1):
            return .response(
                json { json in
                    json.object { json in
                        json.key("status")
                        json.string("ok")
                    }
                })
        case ("metrics", 1): return .response(HTTPResponse(text: registry.prometheusText()))
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
                        for state in [ProverProgress.State.waiting, .proving, .stored, .failed, .empty] {
                            json.key(state.rawValue)
                            json.integer(counts.states[state] ?? 0)
                        }
                    }
                    json.key("blocks")
                    json.array(entries) { json, entry in ProverStatusAPI.write(entry, to: &json) }
                }
            })
    }

    private func block(_ number: UInt64?) -> HTTPReply {
        guard let number else { return notFound }
        guard let entry = try? progress.entry(number) else { return notFound }
        return .response(json { json in ProverStatusAPI.write(entry, to: &json) })
    }

    private func proof(_ number: UInt64?) -> HTTPReply {
        guard let number, let bytes = (try? store.proof(block: number)) ?? nil else { return notFound }
        return .response(HTTPResponse(contentType: "application/octet-stream", body: bytes))
    }

    private static func write(_ entry: ProverProgress.Entry, to json: inout JSONWriter) {
        json.object { json in
            json.key("block")
            json.integer(entry.block)
            json.key("transactions")
            json.integer(entry.transactions)
            json.key("seconds")
            json.number(entry.seconds)
            entry.status.writeMembers(to: &json)
        }
    }
}
