public import FiniteFields
public import HTTPRequesting
public import JSONCoding
public import StarknetJSON
public import StarknetModel
import Synchronization

/// A blocking client of a chain's JSON-RPC, over one node or several: when one does not answer, or not in JSON-RPC, the next
/// is asked, and stays in use. Thread safe; connections are kept.
public final class RPCClient: Sendable {
    /// Where the nodes are.
    public let addresses: [String]
    private let current = Atomic(0)
    private let http: HTTPClient
    private let limits: JSONLimits

    /// The address of the node that is asked now.
    public var address: String { addresses[current.load(ordering: .relaxed) % addresses.count] }

    public convenience init(_ address: String, http: HTTPClient = HTTPClient()) { self.init([address], http: http) }

    /// A client of several nodes of one chain; at least one.
    public init(_ addresses: [String], http: HTTPClient = HTTPClient()) {
        self.addresses = addresses.isEmpty ? [""] : addresses
        self.http = http
        limits = JSONLimits(bytes: http.limits.bodyBytesMax, depth: 128, nodes: 20_000_000)
    }

    /// Calls a method; `parameters` writes the members of the parameter object.
    public func call(
        _ method: String, _ parameters: (inout JSONWriter) -> Void = { _ in }
    ) throws(ClientError) -> JSONValue {
        var w = JSONWriter()
        w.object(parameters)
        return try call(method, parametersText: w.bytes)
    }

    /// Calls a method with parameters that are JSON text already, an object or an array.
    public func call(_ method: String, parametersText: [UInt8]) throws(ClientError) -> JSONValue {
        var w = JSONWriter()
        w.object { w in
            w.field("jsonrpc", string: "2.0")
            w.field("id", integer: 1)
            w.field("method", string: method)
            w.key("params")
            w.raw(parametersText)
        }
        var failure = ClientError.notRPC(address: address, status: 0)
        for _ in addresses {
            let asked = current.load(ordering: .relaxed)
            do throws(ClientError) { return try result(of: w.bytes, from: addresses[asked % addresses.count]) } catch {
                failure = error
                switch error {
                case .http, .notRPC:
                    _ = current.compareExchange(expected: asked, desired: asked + 1, ordering: .relaxed)
                case .rpc, .shape: throw error
                }
            }
        }
        throw failure
    }

    private func result(of body: [UInt8], from address: String) throws(ClientError) -> JSONValue {
        let answer: HTTPAnswer
        do { answer = try http.post(address, body: body) } catch { throw .http(error) }
        guard let root = try? JSONDocument(answer.body, limits: limits).root, root.kind == .object else {
            throw .notRPC(address: address, status: answer.status)
        }
        do {
            if let error = try root.optional("error") {
                throw ClientError.rpc(
                    code: try error.member("code").integer(), message: try error.member("message").string(),
                    data: try error.optional("data").map(Self.text) ?? "")
            }
            return try root.member("result")
        } catch let error as ClientError {
            throw error
        } catch let error as JSONError {
            throw .shape(error)
        } catch {
            throw .notRPC(address: address, status: answer.status)
        }
    }

    private static func text(_ json: JSONValue) throws(JSONError) -> String {
        if json.kind == .string { return try json.string() }
        guard json.kind == .object else { return "" }
        for key in ["revert_error", "execution_error"] {
            if let inner = try json.optional(key) { return try text(inner) }
        }
        return ""
    }

    func reading<Value>(_ body: () throws(JSONError) -> Value) throws(ClientError) -> Value {
        do { return try body() } catch { throw .shape(error) }
    }

    private func felt(_ json: JSONValue) throws(ClientError) -> Felt252 {
        try reading { () throws(JSONError) in try json.felt() }
    }

    // MARK: - Chain

    public func chainID() throws(ClientError) -> Felt252 { try felt(try call("starknet_chainId")) }

    public func blockNumber() throws(ClientError) -> UInt64 {
        let json = try call("starknet_blockNumber")
        return try reading { () throws(JSONError) in try json.integer() }
    }

    // MARK: - State

    public func nonce(_ address: ContractAddress, _ block: BlockReference = .preConfirmed) throws(ClientError)
        -> Felt252
    {
        try felt(
            try call("starknet_getNonce") { w in
                w.key("block_id")
                block.write(to: &w)
                w.field("contract_address", felt: address.felt)
            })
    }

    public func callContract(
        _ address: ContractAddress, selector: Felt252, calldata: [Felt252], _ block: BlockReference = .latest
    ) throws(ClientError) -> [Felt252] {
        let json = try call("starknet_call") { w in
            w.key("request")
            w.object { w in
                w.field("contract_address", felt: address.felt)
                w.field("entry_point_selector", felt: selector)
                w.field("calldata", felts: calldata)
            }
            w.key("block_id")
            block.write(to: &w)
        }
        return try reading { () throws(JSONError) in try json.felts() }
    }

    /// A contract class.
    public func sierraClass(_ hash: ClassHash, _ block: BlockReference = .latest) throws(ClientError) -> SierraClass {
        let json = try call("starknet_getClass") { w in
            w.key("block_id")
            block.write(to: &w)
            w.field("class_hash", felt: hash.felt)
        }
        return try reading { () throws(JSONError) in try SierraClass(json: json) }
    }

    /// The compiled form of a class, as JSON.
    public func compiledClass(_ hash: ClassHash) throws(ClientError) -> JSONValue {
        try call("starknet_getCompiledCasm") { w in
            w.field("class_hash", felt: hash.felt)
        }
    }

    // MARK: - Transactions

    /// The receipt of a transaction and the number of its block; nil when no decided block holds it.
    public func receipt(_ hash: Felt252) throws(ClientError) -> (receipt: TransactionReceipt, blockNumber: UInt64)? {
        let json: JSONValue
        do {
            json = try call("starknet_getTransactionReceipt") { w in
                w.field("transaction_hash", felt: hash)
            }
        } catch .rpc(code: RPCErrorCode.transactionHashNotFound.rawValue, _, _) {
            return nil
        }
        return try reading { () throws(JSONError) in
            // Without the hash of its block it is one of a block that may still not come.
            guard try json.optional("block_hash") != nil else { return nil }
            return (try TransactionReceipt(json: json), try json.member("block_number").integer())
        }
    }
}
