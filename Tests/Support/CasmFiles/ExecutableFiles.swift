public import CairoMachine
import CasmModel
public import Foundation

extension ClassFiles {
    /// The executable in a file of `cairo-execute`.
    public static func executable(_ url: URL) throws -> CairoExecutable {
        guard let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any],
            let program = object["program"] as? [String: Any], let points = object["entrypoints"] as? [[String: Any]]
        else { throw Malformed() }
        let entries = try points.map { point in
            guard let names = point["builtins"] as? [String], let offset = point["offset"] as? Int else {
                throw Malformed()
            }
            let builtins = names.compactMap { Builtin(name: $0) }
            let kind: CairoExecutable.Kind = point["kind"] as? String == "Standalone" ? .standalone : .bootloader
            return CairoExecutable.EntryPoint(kind: kind, offset: offset, builtins: builtins)
        }
        return CairoExecutable(
            bytecode: try felts(program["bytecode"]), hints: try hints(program["hints"]), entryPoints: entries)
    }
}
