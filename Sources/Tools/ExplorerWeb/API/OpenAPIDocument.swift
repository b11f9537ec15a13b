import JSONCoding

/// The description of the public API in OpenAPI 3.1, made from the table of endpoints.
enum OpenAPIDocument {
    static func bytes(chainID: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("openapi", string: "3.1.0")
            json.key("info")
            json.object { json in
                for (name, text) in [
                    ("title", "Starling explorer, chain \(chainID)"), ("version", "1"),
                    (
                        "description",
                        "The explorer's index. Nothing here is verified: verify a block before you rely on it."
                    ),
                ] {
                    json.field(name, string: text)
                }
            }
            json.key("paths")
            json.object { json in
                for endpoint in APIEndpoint.all {
                    json.key(endpoint.path)
                    json.object { json in
                        json.key("get")
                        json.object { json in operation(endpoint, &json) }
                    }
                }
            }
        }
        return json.bytes
    }

    private static func operation(_ endpoint: APIEndpoint, _ json: inout JSONWriter) {
        json.field("summary", string: endpoint.summary)
        json.key("parameters")
        json.array(endpoint.parameters) { json, parameter in
            json.object { json in
                for (name, text) in [
                    ("name", parameter.name), ("in", parameter.isInPath ? "path" : "query"),
                    ("description", parameter.about),
                ] {
                    json.field(name, string: text)
                }
                json.field("required", bool: parameter.isInPath)
                json.key("schema")
                APISchema.text.write(&json)
            }
        }
        json.key("responses")
        json.object { json in
            json.key("200")
            json.object { json in
                json.field("description", string: "The answer.")
                json.key("content")
                json.object { json in
                    json.key(endpoint.contentType)
                    json.object { json in
                        json.key("schema")
                        endpoint.schema.write(&json)
                    }
                }
            }
            for (status, text) in [("404", "There is no such thing."), ("503", "The node does not answer.")] {
                json.key(status)
                json.object { json in
                    json.field("description", string: text)
                }
            }
        }
    }
}
