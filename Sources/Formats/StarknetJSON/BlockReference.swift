public import FiniteFields
public import JSONCoding

/// A block as requests name it: by number, by hash, or by where it stands. (`BlockID` is what consensus decides on.)
public enum BlockReference: Sendable, Hashable {
    case number(UInt64)
    case hash(Felt252)
    case latest
    case preConfirmed
    case l1Accepted

    /// Reads a BLOCK_ID: `{"block_number": n}`, `{"block_hash": h}` or a tag. Up to version 0.8 the block that is not
    /// decided yet was called `pending`.
    public init(json: JSONValue, version: RPCVersion = .v0_10) throws(JSONError) {
        let expected = "a block id: {block_number}, {block_hash}, latest, pre_confirmed or l1_accepted"
        if json.kind == .string {
            switch try json.string() {
            case "latest": self = .latest
            case "pre_confirmed" where version > .v0_8: self = .preConfirmed
            case "l1_accepted" where version > .v0_8: self = .l1Accepted
            case "pending" where version == .v0_8: self = .preConfirmed
            default: throw json.mismatch(expected)
            }
            return
        }
        guard json.kind == .object, json.count == 1 else { throw json.mismatch(expected) }
        if let number = try json.optional("block_number") {
            self = .number(try number.integer())
        } else if let hash = try json.optional("block_hash") {
            self = .hash(try hash.felt())
        } else {
            throw json.mismatch(expected)
        }
    }

    /// Writes a BLOCK_ID.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .latest: writer.string("latest")
        case .preConfirmed: writer.string("pre_confirmed")
        case .l1Accepted: writer.string("l1_accepted")
        case .number(let number):
            writer.object { w in
                w.field("block_number", integer: number)
            }
        case .hash(let hash):
            writer.object { w in
                w.field("block_hash", felt: hash)
            }
        }
    }
}
