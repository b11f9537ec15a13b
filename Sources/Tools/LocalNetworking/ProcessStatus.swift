import Foundation
import HTTPRequesting
import JSONCoding

/// A process that the local network started and nobody ended: it should run.
public struct ProcessStatus: Sendable, Equatable {
    /// How it is.
    public enum State: String, Sendable {
        /// It runs and can do its work.
        case ready
        /// It runs and says that it cannot do its work now, or does not answer.
        case notReady = "not ready"
        /// It ended without being asked to.
        case dead
    }

    public var name: String
    public var state: State
    /// Its process id, while it runs.
    public var pid: Int32?
    /// The port it answers on; nil where it was started by a version that did not note it.
    public var port: UInt16?
    /// What a process that is not ready says, or why it cannot be asked.
    public var reason: String?
    /// The last block of a node that answers.
    public var height: UInt64?
    /// How many blocks a node is behind the highest one.
    public var lag: UInt64?

    public init(name: String, state: State, pid: Int32? = nil, port: UInt16? = nil, height: UInt64? = nil) {
        self.name = name
        self.state = state
        self.pid = pid
        self.port = port
        self.height = height
    }

    /// Fills in how far each node is behind the highest one.
    static func withLags(_ all: [ProcessStatus]) -> [ProcessStatus] {
        let highest = all.compactMap(\.height).max() ?? 0
        return all.map { status in
            var status = status
            status.lag = status.height.map { highest - $0 }
            return status
        }
    }
}

extension LocalNetwork {
    /// Every process that should run, asked now. Empty when nothing was started, or all was ended.
    public var status: [ProcessStatus] {
        var limits = HTTPClientLimits()
        limits.totalMillis = 2_000
        let client = HTTPClient(limits: limits)
        return ProcessStatus.withLags(BackgroundProcess.all(in: plan.folder).map { Self.ask($0, client) })
    }

    /// The names of what runs, without asking it anything.
    public var running: [String] { BackgroundProcess.all(in: plan.folder).filter { $0.pid != nil }.map(\.name) }

    private static func ask(_ process: BackgroundProcess, _ client: HTTPClient) -> ProcessStatus {
        guard let pid = process.pid else { return ProcessStatus(name: process.name, state: .dead, port: process.port) }
        var status = ProcessStatus(name: process.name, state: .notReady, pid: pid, port: process.port)
        guard let port = process.port else { return status }
        let address = "http://127.0.0.1:\(port)"
        do throws(HTTPClientError) {
            let answer = try client.get(address + "/ready")
            if answer.status == 200 {
                status.state = .ready
            } else {
                status.reason = String(decoding: answer.body.prefix(200), as: UTF8.self)
            }
        } catch {
            status.reason = "it does not answer: \(error)"
            return status
        }
        if process.name.hasPrefix("node") { status.height = height(address, client) }
        return status
    }

    private static func height(_ address: String, _ client: HTTPClient) -> UInt64? {
        let request = #"{"jsonrpc":"2.0","id":1,"method":"starknet_blockNumber","params":{}}"#
        guard let answer = try? client.post(address, body: Array(request.utf8)) else { return nil }
        return try? JSONDocument(answer.body).root.member("result").integer()
    }
}
