/// One `--name` option of a command.
///
/// Its value comes, in this order, from the command line, from the environment variable `STARLING_NAME` (upper case,
/// `_` for `-`), from the file named by `--config`, from `defaultValue`.
public struct CommandOption: Sendable {
    /// Long name without dashes.
    public var name: String
    /// What the value is, for the help text; nil makes the option a flag.
    public var valueName: String?
    /// One line of help.
    public var help: String
    public var defaultValue: String?
    /// Whether the option may be given more than once.
    public var repeats: Bool

    /// An option with a value.
    public init(_ name: String, value: String, default defaultValue: String? = nil, repeats: Bool = false, help: String)
    {
        self.name = name
        valueName = value
        self.help = help
        self.defaultValue = defaultValue
        self.repeats = repeats
    }

    /// A flag: true when named, or when its environment variable is `1`, `true` or `yes`.
    public init(flag name: String, help: String) {
        self.name = name
        self.help = help
        repeats = false
    }

    /// `STARLING_RPC_PORT` for `rpc-port`.
    public var environmentName: String {
        "STARLING_" + name.uppercased().split(separator: "-", omittingEmptySubsequences: false).joined(separator: "_")
    }
}

/// A positional argument, named in the help text.
public struct CommandOperand: Sendable {
    public var name: String
    public var help: String
    public var isOptional: Bool
    /// The words it may be; empty where it may be anything.
    public var choices: [String]

    public init(_ name: String, isOptional: Bool = false, choices: [String] = [], help: String) {
        self.name = name
        self.isOptional = isOptional
        self.choices = choices
        self.help = help
    }
}
