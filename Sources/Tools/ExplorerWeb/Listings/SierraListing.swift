import ByteCoding
import FiniteFields
import SierraModel

/// A Sierra program as lines for people: its statements with the names of their library functions, and where functions begin.
/// A class carries no names of functions and variables, so that there are none here.
struct SierraListing: Sendable {
    /// The deepest that types are written inside each other, and the longest that one is.
    private static let depthMax = 6
    private static let typeCharactersMax = 200

    private let program: SierraProgram
    /// Functions by their first statement.
    private let entries: [Int: [Int]]

    init(_ program: SierraProgram) {
        self.program = program
        entries = Dictionary(grouping: program.functions.indices) { program.functions[$0].entry }
    }

    var count: Int { program.statements.count }

    /// The statements of a range, each with the headers of the functions that begin there.
    func lines(_ range: Range<Int>) -> [String] {
        range.clamped(to: 0..<count).flatMap { statement in
            (entries[statement] ?? []).map(header) + ["\(statement): \(text(program.statements[statement]))"]
        }
    }

    private func header(_ number: Int) -> String {
        let function = program.functions[number]
        let parameters = zip(function.variables, function.parameters).map { "[\($0.value)]: \(type($1))" }
        return "function \(number)(\(list(parameters))) -> (\(list(function.results.map { type($0) })))"
    }

    private func text(_ statement: Statement) -> String {
        switch statement {
        case .return(let variables): return "return(\(list(variables.map(variable))))"
        case .invocation(let invocation):
            let call = "\(libfunc(invocation.libfunc))(\(list(invocation.arguments.map(variable))))"
            if invocation.branches.count == 1, let only = invocation.branches.first, only.target == nil {
                return "\(call) -> (\(list(only.results.map(variable))))"
            }
            let branches = invocation.branches.map {
                "\($0.target.map { "\($0)" } ?? "next")(\(list($0.results.map(variable))))"
            }
            return "\(call) { \(branches.joined(separator: " ")) }"
        }
    }

    private func variable(_ id: VariableID) -> String { "[\(id.value)]" }
    private func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }

    private func libfunc(_ index: Int) -> String {
        guard program.libfuncs.indices.contains(index) else { return "?" }
        let declared = program.libfuncs[index]
        return SierraListing.name(declared.name) + arguments(declared.arguments, depth: 0)
    }

    private func type(_ id: TypeID, depth: Int = 0) -> String {
        guard program.types.indices.contains(id.index), depth < SierraListing.depthMax else { return "…" }
        let key = program.types[id.index].key
        let text = SierraListing.name(key.name) + arguments(key.arguments, depth: depth + 1)
        return text.count > SierraListing.typeCharactersMax
            ? text.prefix(SierraListing.typeCharactersMax) + "…" : text
    }

    private func arguments(_ arguments: [GenericArgument], depth: Int) -> String {
        if arguments.isEmpty { return "" }
        let texts = arguments.map { argument in
            switch argument {
            // The name in the source is not in the class: the first digits of its hash tell them apart.
            case .userType(let hash): "@" + hash.felt.hex.dropFirst(2).prefix(8)
            case .type(let id): type(id, depth: depth)
            case .value(let value): Self.text(value)
            case .function(let number): "function \(number)"
            case .libfunc(let number): depth < SierraListing.depthMax ? libfunc(number) : "…"
            }
        }
        return "<\(list(texts))>"
    }

    private static func text(_ value: SierraInteger) -> String {
        let sign = value.isNegative ? "-" : ""
        guard value.magnitude.bitWidth <= 128 else {
            return sign + "0x" + HexBytes.encode(value.magnitude.bigEndianBytes)
        }
        return sign + "\(value.magnitude.low)"
    }

    /// Names longer than 31 characters stand hashed in a class: those of the library functions, by their hash.
    private static let longNames = Dictionary(
        uniqueKeysWithValues: [
            "circuit_failure_guarantee_verify", "contract_address_try_from_felt252",
            "secp256k1_get_point_from_x_syscall", "secp256r1_get_point_from_x_syscall",
            "storage_address_from_base_and_offset", "storage_address_try_from_felt252",
            "storage_base_address_from_felt252", "u96_limbs_less_than_guarantee_verify",
            "u96_single_limb_less_than_guarantee_verify",
        ].map { (GenericName(characters: $0.utf8), $0) })

    private static func name(_ name: GenericName) -> String {
        if let long = longNames[name] { return long }
        let characters = name.characters
        guard !characters.isEmpty, characters.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            return "0x" + HexBytes.encode(name.value.bigEndianBytes.prefix(4)) + "…"
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
