import JSONCoding

extension JSONWriter {
    /// Writes a parsed value again, without white space. The document's own depth limit bounds the recursion.
    mutating func copy(_ value: JSONValue) throws(JSONError) {
        switch value.kind {
        case .null: null()
        case .bool: bool(try value.bool())
        case .number: raw(Array(try value.numberText().utf8))
        case .string: string(try value.string())
        case .array:
            let elements = try value.array()
            try array { writer throws(JSONError) in
                for element in elements { try writer.copy(element) }
            }
        case .object:
            let members = try value.object()
            try object { writer throws(JSONError) in
                for (name, member) in members {
                    writer.key(name)
                    try writer.copy(member)
                }
            }
        }
    }
}
