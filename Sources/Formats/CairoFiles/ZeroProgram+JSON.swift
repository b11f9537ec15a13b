public import CairoMachine
import CasmModel
import FiniteFields
public import JSONCoding

extension ZeroProgram {
    /// Reads the output of `cairo-compile --proof_mode`.
    ///
    /// Hints that are not known are kept as such: they fail when they run, and only then.
    public init(json: JSONValue) throws(JSONError) {
        var builtins: [Builtin] = []
        for name in try json.member("builtins").array() {
            guard let builtin = Builtin(name: try name.string()) else { throw name.mismatch("a builtin") }
            builtins.append(builtin)
        }
        var references: [Reference] = []
        for reference in try json.member("reference_manager").member("references").array() {
            references.append(
                Reference(
                    text: try reference.member("value").string(),
                    moved: try reference.member("ap_tracking_data").member("offset").integer(),
                    group: try reference.member("ap_tracking_data").member("group").integer()))
        }
        var hints: [PositionedHint] = []
        for (position, list) in try json.member("hints").object() {
            guard let number = Int(position) else { throw list.mismatch("hints under a position") }
            var decoded: [ZeroHint] = []
            for hint in try list.array() { decoded.append(try ZeroProgram.hint(hint, references)) }
            hints.append(PositionedHint(position: number, hints: decoded))
        }
        self.init(
            words: try json.member("data").felts(countMax: CairoExecutable.bytecodeMax), builtins: builtins,
            hints: hints)
    }

    /// One entry of the reference manager: the expression and where ap was when it was defined.
    private struct Reference {
        var text: String
        var moved: Int
        var group: Int
    }

    private static func hint(_ json: JSONValue, _ references: [Reference]) throws(JSONError) -> ZeroHint {
        let code = try json.member("code").string()
        let flow = try json.member("flow_tracking_data"), tracking = try flow.member("ap_tracking")
        let here = try tracking.member("offset").integer(Int.self)
        let group = try tracking.member("group").integer(Int.self)
        var variables: [String: ZeroReference] = [:]
        for (name, id) in try flow.member("reference_ids").object() {
            let index = try id.integer(Int.self)
            guard index >= 0, index < references.count else { throw id.mismatch("a reference") }
            let reference = references[index]
            guard abs(reference.moved) < 1 << 30, abs(here) < 1 << 30 else { throw id.mismatch("a reference") }
            let moved = reference.group == group ? here - reference.moved : nil
            guard let parsed = ZeroReference(text: reference.text, apMoved: moved ?? 0), moved != nil || !parsed.usesAP
            else { continue }
            variables[String(name.split(separator: ".").last ?? "")] = parsed
        }
        return ZeroHint(code: code) { variables[$0] }
    }
}
