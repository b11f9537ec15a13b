/// A failed SQLite call: the extended result code and the library's message.
public struct SQLiteError: Error, Equatable, CustomStringConvertible {
    public let code: Int32
    public let message: String

    public init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }

    public static func == (a: SQLiteError, b: SQLiteError) -> Bool { a.code == b.code }

    public var description: String { "sqlite \(code): \(message)" }
}
