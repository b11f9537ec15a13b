public import CairoMachine
import CasmModel
import FiniteFields
public import JSONCoding
import StarknetJSON

extension CairoExecutable {
    /// The most code words of an executable.
    static let bytecodeMax = 1 << 22

    /// Reads `NAME.executable.json` of the reference's tools.
    public init(json: JSONValue) throws(JSONError) {
        let program = try json.member("program")
        let words = try program.member("bytecode")
        guard words.count <= CairoExecutable.bytecodeMax else { throw words.mismatch("within the size limit") }
        var bytecode: [Felt252] = []
        for word in try words.array() { bytecode.append(try CairoExecutable.word(word)) }
        var points: [EntryPoint] = []
        for point in try json.member("entrypoints").array() {
            var builtins: [Builtin] = []
            for name in try point.member("builtins").array() {
                guard let builtin = Builtin(name: try name.string()) else { throw name.mismatch("a builtin") }
                builtins.append(builtin)
            }
            let kind: Kind
            switch try point.member("kind").string() {
            case "Standalone": kind = .standalone
            case "Bootloader": kind = .bootloader
            default: throw try point.member("kind").mismatch("Standalone or Bootloader")
            }
            let offset = try point.member("offset").integer(Int.self)
            guard offset >= 0, offset < bytecode.count else { throw point.mismatch("an entry point in the code") }
            points.append(EntryPoint(kind: kind, offset: offset, builtins: builtins))
        }
        self.init(
            bytecode: bytecode, hints: try CasmJSON.hints(try program.member("hints")), entryPoints: points)
    }

    /// A word in hex; this format writes values near the prime as negative numbers.
    private static func word(_ json: JSONValue) throws(JSONError) -> Felt252 {
        let text = try json.string()
        guard text.hasPrefix("-") else { return try json.felt() }
        guard let magnitude = Felt252(hex: String(text.dropFirst())) else { throw json.mismatch("a felt") }
        return -magnitude
    }
}
