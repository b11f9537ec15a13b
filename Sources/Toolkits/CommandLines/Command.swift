/// How a command ends. The numbers are the process's exit statuses and part of the interface.
public enum ExitStatus: Int32, CaseIterable, Sendable {
    /// Done, verified, healthy.
    case success = 0
    /// The answer is no: rejected, failed, unhealthy. The reason was printed.
    case failure = 1
    /// Wrong usage or unreadable input.
    case usage = 2
    /// Verified, except for something that was named: on somebody's word, not proven.
    case exception = 3

    /// In words, for the manual page.
    var meaning: String {
        switch self {
        case .success: "done, verified, healthy"
        case .failure: "the answer is no: rejected, failed, unhealthy; the reason was printed"
        case .usage: "wrong usage or unreadable input"
        case .exception: "verified, except for what was named: on somebody's word, not proven"
        }
    }
}

/// One subcommand: a row of the command table.
public struct Command: Sendable {
    public var name: String
    /// One line for the list of commands.
    public var summary: String
    public var options: [CommandOption]
    public var operands: [CommandOperand]
    /// Whole command lines, for help and manual page.
    public var examples: [String]
    /// Runs on the main thread and may block it.
    public var run: @Sendable (Arguments) throws -> ExitStatus

    public init(
        _ name: String, summary: String, options: [CommandOption] = [], operands: [CommandOperand] = [],
        examples: [String] = [], run: @escaping @Sendable (Arguments) throws -> ExitStatus
    ) {
        self.name = name
        self.summary = summary
        self.options = options
        self.operands = operands
        self.examples = examples
        self.run = run
    }

    /// Its own options, and the one that every command has.
    var allOptions: [CommandOption] { options + [ArgumentParser.config] }

    /// Words that an operand may be, where there are only a few.
    var choices: [String] { operands.flatMap(\.choices) }
}

/// Input that cannot be read or used, rightly asked for: exit status 2.
public struct InputError: Error, Equatable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

/// Wrong usage: printed with the command's name, exit status 2.
public struct UsageError: Error, Equatable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
