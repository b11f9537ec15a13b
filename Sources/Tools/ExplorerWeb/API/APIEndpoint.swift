/// One address of the public API: what the OpenAPI document, the API's page and the router agree on.
struct APIEndpoint: Sendable {
    struct Parameter: Sendable {
        var name: String
        var isInPath: Bool
        var about: String
    }
    /// As OpenAPI writes it: `/api/blocks/{block}`.
    var path: String
    var summary: String
    /// Of the answer with status 200.
    var schema: APISchema
    var contentType = "application/json"
    var parameters: [Parameter] = []

    private static let limit = Parameter(name: "limit", isInPath: false, about: "Rows, 1 to 100; 25 when left out.")
    private static let before = Parameter(name: "before", isInPath: false, about: "Only blocks below this number.")
    private static let place = Parameter(
        name: "before", isInPath: false, about: "Only transactions before this place, a block and a position as in 7-0."
    )

    static let all: [APIEndpoint] = [
        APIEndpoint(
            path: "/api/status", summary: "The chain, its latest block, and whether node and prover answer.",
            schema: .object(APISchema.status)),
        APIEndpoint(
            path: "/api/blocks", summary: "Blocks, newest first.", schema: .array(.object(APISchema.block)),
            parameters: [before, limit]),
        APIEndpoint(
            path: "/api/blocks.csv", summary: "The same as comma-separated values.", schema: .text,
            contentType: "text/csv",
            parameters: [before, limit]),
        APIEndpoint(
            path: "/api/blocks/{block}", summary: "One block with its transactions and the state of its proof.",
            schema: .object(
                APISchema.block + [
                    ("proof_status", .object(APISchema.proofStatus)),
                    ("transaction_list", .array(.object(APISchema.transaction))),
                ]),
            parameters: [Parameter(name: "block", isInPath: true, about: "A number, a hash, or the word latest.")]),
        APIEndpoint(
            path: "/api/transactions", summary: "Transactions, newest first.",
            schema: .array(.object(APISchema.transaction)), parameters: [place, limit]),
        APIEndpoint(
            path: "/api/transactions.csv", summary: "The same as comma-separated values.", schema: .text,
            contentType: "text/csv",
            parameters: [place, limit]),
        APIEndpoint(
            path: "/api/transactions/{hash}", summary: "One transaction with its receipt, as the node gave them.",
            schema: .foreign("The members `transaction` and `receipt` of the Starknet API."),
            parameters: [Parameter(name: "hash", isInPath: true, about: "The transaction's hash.")]),
        APIEndpoint(
            path: "/api/classes/{hash}/contracts", summary: "Addresses of the contracts of a class.",
            schema: .array(.text),
            parameters: [
                Parameter(name: "hash", isInPath: true, about: "The class hash."),
                Parameter(name: "after", isInPath: false, about: "Only addresses behind this one."), limit,
            ]),
        APIEndpoint(
            path: "/api/search", summary: "Things whose number, name, hash or address begins with a text.",
            schema: .array(.object(APISchema.hit)),
            parameters: [Parameter(name: "q", isInPath: false, about: "The text, at most 80 characters.")]),
    ]
}
