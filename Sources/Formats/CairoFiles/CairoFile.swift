public import CairoMachine
public import CasmModel
import FiniteFields
public import JSONCoding
import StarknetJSON

/// A file of compiled Cairo code that the machine can run.
public enum CairoFile: Sendable {
    /// A Starknet class, entered at one of its entry points.
    case casmClass(CasmClass)
    /// A program of `cairo-execute`, run with a proof's bootstrap.
    case executable(CairoExecutable)
    /// A Cairo 0 program compiled for proof mode.
    case zero(ZeroProgram)

    /// Reads a file; its members tell what it is.
    public init(json: JSONValue) throws(JSONError) {
        if try json.optional("entry_points_by_type") != nil {
            self = .casmClass(try CasmClass(json: json))
        } else if try json.optional("entrypoints") != nil {
            self = .executable(try CairoExecutable(json: json))
        } else if try json.optional("reference_manager") != nil {
            self = .zero(try ZeroProgram(json: json))
        } else {
            throw json.mismatch("a CASM class, an executable or a compiled Cairo 0 program")
        }
    }
}
