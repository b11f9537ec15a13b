import JSONCoding
import StarknetJSON
import StarknetRPC
import Testing

/// One list of error codes for servers and clients.
struct RPCErrorTests {
    /// Codes and messages of `starknet_api_openrpc.json` and `starknet_write_api.json`, version 0.10, and of JSON-RPC 2.0.
    @Test(arguments: [
        (RPCErrorCode.parseError, -32_700, "Parse error"), (.invalidParameters, -32_602, "Invalid params"),
        (.contractNotFound, 20, "Contract not found"), (.blockNotFound, 24, "Block not found"),
        (.transactionHashNotFound, 29, "Transaction hash not found"),
        (.noTrace, 10, "No trace available for transaction"),
        (.duplicateTransaction, 59, "A transaction with the same hash already exists in the mempool"),
        (.unexpected, 63, "An unexpected error occurred"),
    ])
    func `codes and messages are the specification's`(code: RPCErrorCode, number: Int, message: String) {
        #expect(code.rawValue == number && code.message == message)
        let error = RPCError(code)
        #expect(error.code == number && error.message == message && error.data == nil)
    }

    @Test func `what is absent is told from what is wrong`() {
        let absent = RPCErrorCode.allCases.filter(\.meansAbsent)
        #expect(absent == [.contractNotFound, .blockNotFound, .classHashNotFound, .transactionHashNotFound])
        #expect(Set(RPCErrorCode.allCases.map(\.message)).count == RPCErrorCode.allCases.count)
    }

    @Test func `data says what was wrong`() throws {
        let text = RPCError.invalidParameters.because("\"x\" is no felt").data ?? []
        #expect(try JSONDocument(text).root.string() == "\"x\" is no felt")
        let failed = try JSONDocument(RPCError.executionFailure(index: 3, NestedFailure(text: "no")).data ?? []).root
        #expect(try failed.member("transaction_index").integer(Int.self) == 3)
        #expect(try failed.member("execution_error").string() == "no")
    }
}
