import Foundation

/// An error in words, for whoever runs the program: no names of error domains, types or cases.
///
/// An error that describes itself is taken at its word. Of Foundation's errors, what is said is the file and the system's
/// reason. An enumeration's case is spelled as words, with what it carries: `claim(.cells(3))` is "claim: cells: 3".
public enum ErrorSentence {
    /// The sentence, without a full stop.
    public static func text(of error: any Error) -> String {
        if let path = systemPath(of: error) { return "\(path): \(systemReason(of: error) ?? "it cannot be used")" }
        if let reason = systemReason(of: error) { return reason }
        return type(of: error) is any CustomStringConvertible.Type ? "\(error)" : words(of: error, depth: 0)
    }

    /// An error of Foundation that is no Swift type. A cast would make one of any error.
    private static func foundationError(_ error: any Error) -> NSError? {
        type(of: error) is NSError.Type ? error as NSError : nil
    }

    /// The file that an error of Foundation is about.
    private static func systemPath(of error: any Error) -> String? {
        let information = (error as? CocoaError)?.userInfo ?? foundationError(error)?.userInfo ?? [:]
        return information[NSFilePathErrorKey] as? String ?? (information[NSURLErrorKey] as? URL)?.path
    }

    /// The system's reason for an error of Foundation; nil for all other errors.
    private static func systemReason(of error: any Error) -> String? {
        if let error = error as? POSIXError { return words(ofCode: error.code.rawValue) }
        if let error = error as? CocoaError {
            return (error.userInfo[NSUnderlyingErrorKey] as? any Error).flatMap(systemReason) ?? reason(error.code)
        }
        guard let error = foundationError(error) else { return nil }
        if let inner = error.userInfo[NSUnderlyingErrorKey] as? any Error, let reason = systemReason(of: inner) {
            return reason
        }
        if error.domain == NSPOSIXErrorDomain { return Int32(exactly: error.code).map(words(ofCode:)) }
        return reason(CocoaError.Code(rawValue: error.code))
    }

    private static func words(ofCode code: Int32) -> String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    private static func reason(_ code: CocoaError.Code) -> String {
        switch code {
        case .fileNoSuchFile, .fileReadNoSuchFile: "no such file or directory"
        case .fileReadNoPermission, .fileWriteNoPermission: "permission denied"
        case .fileWriteFileExists: "the file exists already"
        case .fileWriteOutOfSpace: "no space left on device"
        case .fileReadInapplicableStringEncoding, .fileReadUnknownStringEncoding: "not text in UTF-8"
        case .fileReadTooLarge: "the file is too large"
        default: (512..<1_024).contains(code.rawValue) ? "it cannot be written" : "it cannot be read"
        }
    }

    /// A case's name and what it carries, as words.
    private static func words(of value: Any, depth: Int) -> String {
        guard depth < 6 else { return "" }
        if depth > 0, type(of: value) is any CustomStringConvertible.Type { return "\(value)" }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .enum:
            guard let (label, payload) = mirror.children.first else { return spelled("\(value)") }
            let inner = Mirror(reflecting: payload)
            guard inner.displayStyle == .tuple else {
                return "\(spelled(label ?? "")): \(words(of: payload, depth: depth + 1))"
            }
            return "\(spelled(label ?? "")): \(list(inner, depth))"
        case .struct, .tuple, .class: return list(mirror, depth)
        case .optional: return mirror.children.first.map { words(of: $0.value, depth: depth + 1) } ?? "none"
        default: return "\(value)"
        }
    }

    private static func list(_ mirror: Mirror, _ depth: Int) -> String {
        mirror.children.map { label, value in
            let name = label.flatMap { $0.hasPrefix(".") ? nil : spelled($0) + " " } ?? ""
            return name + words(of: value, depth: depth + 1)
        }.joined(separator: ", ")
    }

    /// `builtinSegment` as "builtin segment".
    private static func spelled(_ name: String) -> String {
        var result = ""
        for character in name.split(separator: ".").last ?? "" {
            if character.isUppercase, !result.isEmpty { result += " " }
            result += character.lowercased()
        }
        return result
    }
}
