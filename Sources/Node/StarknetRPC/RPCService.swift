public import ChainStorage
import FiniteFields
import JSONCoding
public import StarknetJSON
public import StarknetModel
public import TransactionPool

/// Answers JSON-RPC requests from the node's store and pool. Any number of threads may call it.
public final class RPCService: Sendable {
    let chain: ChainParameters
    public let store: ChainStore
    public let pool: TransactionPool
    let execution: any RPCExecution
    let validators: @Sendable () -> [RPCValidator]
    let evidence: @Sendable () -> [RPCEvidence]
    let syncTarget: @Sendable () -> UInt64?
    public let limits: RPCLimits
    /// Methods beside those of the table, such as a development network's.
    private let extensions: [String: RPCMethod]
    /// Whether subscribers hear nothing while a transaction is added: where its block is made at once, they hear of the block,
    /// and not, at times, of what it was before.
    private let tellsOnceAdded: Bool
    /// What clients subscribed to.
    let subscriptions: SubscriptionHub

    /// `syncTarget` gives the height that the node is catching up to, nil when it is not behind. With `tellsOnceAdded`
    /// subscribers hear nothing while a request adds a transaction.
    public init(
        chain: ChainParameters, store: ChainStore, pool: TransactionPool, execution: any RPCExecution,
        limits: RPCLimits = RPCLimits(), validators: @escaping @Sendable () -> [RPCValidator] = { [] },
        evidence: @escaping @Sendable () -> [RPCEvidence] = { [] },
        syncTarget: @escaping @Sendable () -> UInt64? = { nil }, extensions: [String: RPCMethod] = [:],
        tellsOnceAdded: Bool = false
    ) {
        self.tellsOnceAdded = tellsOnceAdded
        self.extensions = extensions
        self.chain = chain
        self.store = store
        self.pool = pool
        self.execution = execution
        self.limits = limits
        self.validators = validators
        self.evidence = evidence
        self.syncTarget = syncTarget
        let hub = SubscriptionHub(store: store, pending: { try? execution.preConfirmed() })
        subscriptions = hub
        store.observe { [weak hub] in hub?.chainChanged() }
    }

    /// Tells subscribers what is new: of itself this happens with every change of the last block.
    public func chainChanged() { subscriptions.chainChanged() }

    /// Ends what runs for subscribers. No more is sent to them.
    public func stop() { subscriptions.stop() }

    /// The method of a name; nil when there is none.
    func method(_ name: String) -> RPCMethod? { Self.methods[name] ?? extensions[name] }

    /// Reads a request body: one request or a batch.
    public func read(_ body: [UInt8], version: RPCVersion = .v0_10) -> RPCWork {
        let limits = JSONLimits(bytes: .max, depth: self.limits.depthMax, nodes: self.limits.nodesMax)
        do {
            return RPCWork(
                service: self, version: version, content: .request(try JSONDocument(body, limits: limits).root))
        } catch {
            let answer = Self.errorAnswer(RPCError.parseError.because("\(error)"), id: Array("null".utf8))
            return RPCWork(service: self, version: version, content: .malformed(answer))
        }
    }

    func answer(_ root: JSONValue, _ version: RPCVersion, _ stop: RPCStop) -> [UInt8]? {
        guard root.kind == .array else { return single(root, version, bytesMax: limits.answerBytesMax, stop) }
        return batch(root, version, stop)
    }

    private func batch(_ root: JSONValue, _ version: RPCVersion, _ stop: RPCStop) -> [UInt8]? {
        guard root.count > 0 else {
            return Self.errorAnswer(RPCError.invalidRequest.because("the batch is empty"), id: Array("null".utf8))
        }
        guard root.count <= limits.batchMax, let entries = try? root.array() else {
            return Self.errorAnswer(
                RPCError.invalidRequest.because("a batch has at most \(limits.batchMax) requests"),
                id: Array("null".utf8))
        }
        var answers: [UInt8] = [UInt8(ascii: "[")]
        for entry in entries {
            // Counted while writing: what is left for one answer is what the answers before it left.
            guard
                let answer = single(
                    entry, version, bytesMax: max(0, limits.answerBytesMax - answers.count), stop)
            else {
                continue
            }
            if answers.count > 1 { answers.append(UInt8(ascii: ",")) }
            answers += answer
        }
        if answers.count == 1 { return nil }
        answers.append(UInt8(ascii: "]"))
        return answers
    }

    /// The answer to one request; nil for a notification.
    private func single(
        _ request: JSONValue, _ version: RPCVersion, bytesMax: Int, _ stop: RPCStop
    ) -> [UInt8]? {
        guard request.kind == .object else {
            return Self.errorAnswer(RPCError.invalidRequest.because("not an object"), id: Array("null".utf8))
        }
        let id: [UInt8]?
        do { id = try Self.id(of: request) } catch {
            return Self.errorAnswer(
                RPCError.invalidRequest.because(
                    "id is no number, null or string of at most \(RPCLimits.idBytesMax) bytes"),
                id: Array("null".utf8))
        }
        var result = JSONWriter(bytesMax: bytesMax)
        do {
            if stop.isDue { throw RPCError.outOfTime }
            try perform(request, version, &result, stop.atMost(seconds: limits.requestSecondsMax))
            if result.isOverLimit { throw RPCError.internalError.because("the answer would be larger than allowed") }
        } catch {
            let error = self.rpcError(error)
            // A notification is a well-formed request without an id; what is no request at all is always told so.
            let isMalformed = error.code == RPCError.invalidRequest.code
            return (id ?? (isMalformed ? Array("null".utf8) : nil)).map { Self.errorAnswer(error, id: $0) }
        }
        guard let id else { return nil }
        return Self.head(id) + "\"result\":".utf8 + result.bytes + [UInt8(ascii: "}")]
    }

    private func perform(
        _ request: JSONValue, _ version: RPCVersion, _ result: inout JSONWriter, _ stop: RPCStop
    ) throws {
        guard let protocolName = try request.optional("jsonrpc"), protocolName.kind == .string,
            try protocolName.string() == "2.0"
        else {
            throw RPCError.invalidRequest.because("jsonrpc is not \"2.0\"")
        }
        guard let name = try request.optional("method"), name.kind == .string else {
            throw RPCError.invalidRequest.because("method is missing or no string")
        }
        guard let method = method(try name.string()) else {
            throw RPCError.methodNotFound.because(String(try name.string().prefix(100)))
        }
        let parameters = try RPCParameters(
            try request.optional("params"), names: method.parameters, stop, version: version)
        guard method.isAdding else { return try method.run(self, parameters, &result) }
        if tellsOnceAdded {
            try subscriptions.quietly { () throws in try method.run(self, parameters, &result) }
        } else {
            try method.run(self, parameters, &result)
        }
        // A transaction may be waiting now whose status somebody follows.
        subscriptions.chainChanged()
    }

    /// The id as JSON text; nil for a notification.
    static func id(of request: JSONValue) throws(JSONError) -> [UInt8]? {
        guard let id = try request.optional("id") else { return nil }
        switch id.kind {
        case .null: return Array("null".utf8)
        case .number:
            let text = try id.numberText()
            guard text.utf8.count <= RPCLimits.idBytesMax else { throw id.mismatch("a shorter number") }
            return Array(text.utf8)
        case .string:
            let text = try id.string()
            // A cut id would be another one: the client could not tell what was answered.
            guard text.utf8.count <= RPCLimits.idBytesMax else { throw id.mismatch("a shorter string") }
            var writer = JSONWriter()
            writer.string(text)
            return writer.bytes
        default: throw id.mismatch("a string, a number or null")
        }
    }

    func rpcError(_ error: any Error) -> RPCError {
        switch error {
        case let error as RPCError: error
        case let error as JSONError: RPCError.invalidParameters.because(error.description)
        case StoreError.pruned(let first):
            RPCError.blockNotFound.because("this node keeps the blocks from number \(first) on")
        case let error as StoreError: RPCError.internalError.because(error.description)
        default: RPCError.internalError
        }
    }

    static func head(_ id: [UInt8]) -> [UInt8] { Array("{\"jsonrpc\":\"2.0\",\"id\":".utf8) + id + ",".utf8 }

    static func errorAnswer(_ error: RPCError, id: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        error.write(to: &writer)
        return head(id) + "\"error\":".utf8 + writer.bytes + [UInt8(ascii: "}")]
    }
}
