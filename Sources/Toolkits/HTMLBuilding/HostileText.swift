/// Text that somebody else chose (short strings, names from an ABI, revert reasons), made fit to be shown.
public enum HostileText {
    /// Replaces control, bidirectional, zero-width and other invisible characters by their code point in brackets, and
    /// cuts the text at `limit` characters. Escaping for HTML comes later, when the text enters a fragment.
    ///
    /// - Parameter keepsLines: lets line feeds stand, for texts shown in a `pre`.
    public static func visible(_ text: String, limit: Int = 2000, keepsLines: Bool = false) -> String {
        var out = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit {
                out += "…"
                break
            }
            count += 1
            if isInvisible(scalar), !(keepsLines && scalar == "\n") {
                out += "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Whether a character changes how its neighbours look without being seen itself.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            return true
        default:
            return scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
