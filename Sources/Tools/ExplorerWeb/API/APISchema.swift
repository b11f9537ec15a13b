import JSONCoding
import ProofStorage

/// The form of an answer, as OpenAPI (JSON Schema) describes it.
indirect enum APISchema: Sendable {
    case text
    case integer
    /// The same, or null.
    case optional(APISchema)
    case array(APISchema)
    case object([(name: String, schema: APISchema)])
    /// An object of another interface, which describes it.
    case foreign(String)

    func write(_ json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .text: APISchema.type("string", &json)
            case .integer: APISchema.type("integer", &json)
            case .optional(let schema):
                json.key("oneOf")
                json.array([schema, nil]) { json, item in
                    if let item { item.write(&json) } else { json.object { json in APISchema.type("null", &json) } }
                }
            case .array(let item):
                APISchema.type("array", &json)
                json.key("items")
                item.write(&json)
            case .object(let members):
                APISchema.type("object", &json)
                json.key("properties")
                json.object { json in
                    for member in members {
                        json.key(member.name)
                        member.schema.write(&json)
                    }
                }
                json.key("required")
                json.array(members) { json, member in json.string(member.name) }
            case .foreign(let about):
                APISchema.type("object", &json)
                json.field("description", string: about)
            }
        }
    }

    private static func type(_ name: String, _ json: inout JSONWriter) {
        json.field("type", string: name)
    }
}

/// The forms of this API's answers.
extension APISchema {
    /// A row's columns.
    private static func columns(_ row: [(name: String, value: APIRow.Value)]) -> [(name: String, schema: APISchema)] {
        row.map { column in
            switch column.value {
            case .text: (column.name, .text)
            case .number: (column.name, .integer)
            }
        }
    }

    static let block = columns(APIRow.block(.none))
    static let transaction = columns(APIRow.transaction(.none))

    static let proofStatus: [(name: String, schema: APISchema)] = [
        ("state", .text), ("attempts", .integer), ("reason", .optional(.text)), ("bytes", .integer),
        ("lag_seconds", .integer), ("frames", .integer), ("proven_frames", .integer),
    ]

    static let status: [(name: String, schema: APISchema)] = [
        ("status", .text), ("node", .text), ("node_answered", .optional(.integer)), ("prover", .text),
        ("prover_answered", .optional(.integer)), ("index_halted", .optional(.text)),
        ("latest_block", .optional(.integer)),
    ]

    static let hit: [(name: String, schema: APISchema)] = [("kind", .text), ("label", .text), ("path", .text)]
}
