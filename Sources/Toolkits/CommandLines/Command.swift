/// How a command ends. The numbers are the process's exit statuses and part of the interface.
public enum ExitStatus: Int32, Sendable {
    /// Done, verified, healthy.
    case success = 0
    /// The answer is no: rejected, failed, unhealthy. The reason was printed.
    case failure = 1
    /// Wrong usage or unreadable input.
    case usage = 2
    /// Verified, except for something that was named: on somebody's word, not proven.
    case exception = 3
}

/// One subcommand: a row of the command table.
public struct Command: Sendable {
    public var name: String
    /// One line for the list of commands.
    public var summary: String
    public var options: [CommandOption]
    public var operands: [CommandOperand]
    /// Runs on the main thread and may block it.
    public var run: @Sendable (Arguments) throws -> ExitStatus

    public init(
        _ name: String, summary: String, options: [CommandOption] = [], operands: [CommandOperand] = [],
        run: @escaping @Sendable (Arguments) throws -> ExitStatus
    ) {
        self.name = name
        self.summary = summary
        self.options = options
        self.operands = operands
        self.run = run
    }
}

/// Wrong usage: printed with the command's name, exit status 2.
public struct UsageError: Error, Equatable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
