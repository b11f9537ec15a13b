public import CairoMachine
import CasmModel
import FiniteFields
public import Foundation

extension ClassFiles {
    /// The Cairo 0 program in a file of `cairo-compile`.
    public static func zeroProgram(_ url: URL) throws -> ZeroProgram {
        guard let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any],
            let names = object["builtins"] as? [String], let table = object["hints"] as? [String: [[String: Any]]],
            let manager = object["reference_manager"] as? [String: Any],
            let references = manager["references"] as? [[String: Any]]
        else { throw Malformed() }
        var hints: [ZeroProgram.PositionedHint] = []
        for (position, list) in table {
            let decoded = try list.map { hint -> ZeroHint in
                guard let code = hint["code"] as? String, let flow = hint["flow_tracking_data"] as? [String: Any],
                    let here = (flow["ap_tracking"] as? [String: Int])?["offset"],
                    let ids = flow["reference_ids"] as? [String: Int]
                else { throw Malformed() }
                return ZeroHint(code: code) { name in
                    guard let id = ids.first(where: { $0.key.hasSuffix("." + name) })?.value,
                        let text = references[id]["value"] as? String,
                        let there = (references[id]["ap_tracking_data"] as? [String: Int])?["offset"]
                    else { return nil }
                    return ZeroReference(text: text, apMoved: here - there)
                }
            }
            guard let position = Int(position) else { throw Malformed() }
            hints.append(ZeroProgram.PositionedHint(position: position, hints: decoded))
        }
        return ZeroProgram(
            words: try felts(object["data"]), builtins: names.compactMap { Builtin(name: $0) }, hints: hints)
    }
}
