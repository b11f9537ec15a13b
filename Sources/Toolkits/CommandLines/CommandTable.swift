public import Foundation
import Observability

/// The commands of a program, and its entry.
public struct CommandTable: Sendable {
    public var program: String
    public var summary: String
    /// What `--version` prints.
    public var version: String
    public var commands: [Command]

    public init(program: String, summary: String, version: String, commands: [Command]) {
        self.program = program
        self.summary = summary
        self.version = version
        self.commands = commands
    }

    /// Runs the command that the words name. Everything that can go wrong ends in a line on standard error and an
    /// exit status.
    public func run(
        _ words: [String], environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> ExitStatus {
        guard let name = words.first, name != "--help", name != "-h", name != "help" || words.count > 1 else {
            print(help)
            return words.isEmpty ? .usage : .success
        }
        if name == "--version" {
            print(version)
            return .success
        }
        if name == "help" { return run([words[1], "--help"], environment: environment) }
        guard let command = commands.first(where: { $0.name == name }) else {
            let question = Suggestion.question(name, among: commands.map(\.name))
            printError("\(program): unknown command '\(name)'\(question); \(program) --help lists the commands")
            return .usage
        }
        if words.dropFirst().prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            print(help(of: command))
            return .success
        }
        do {
            let parser = ArgumentParser(command: command, environment: environment) { path in
                try String(contentsOfFile: path, encoding: .utf8)
            }
            return try command.run(try parser.parse(Array(words.dropFirst())))
        } catch let error as UsageError {
            printError("\(program) \(name): \(error); \(program) \(name) --help says more")
            return .usage
        } catch let error as InputError {
            printError("\(program) \(name): \(error)")
            return .usage
        } catch {
            printError("\(program) \(name): \(ErrorSentence.text(of: error))")
            return .failure
        }
    }

    /// The list of commands.
    public var help: String {
        let width = commands.map(\.name.count).max() ?? 0
        let rows = commands.map { "  \($0.name.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.summary)" }
        return """
            \(program): \(summary)

            usage: \(program) COMMAND [OPTIONS]

            \(rows.joined(separator: "\n"))

            \(program) COMMAND --help describes a command. \(Self.optionSources)
            """
    }

    /// Where options come from.
    static let optionSources = """
        Every option --some-name can also be set by the environment
        variable STARLING_SOME_NAME or by a line some-name = value in the file of --config; the command line wins
        over the environment, the environment over the file.
        """

    /// The description of one command.
    public func help(of command: Command) -> String {
        let operands = command.operands.map { $0.isOptional ? "[\($0.name)]" : $0.name }
        var lines = ["usage: " + ([program, command.name, "[OPTIONS]"] + operands).joined(separator: " "), ""]
        lines += [command.summary, ""]
        lines += command.operands.map { row($0.name, $0.help) }
        for option in command.allOptions {
            let left = "--" + option.name + (option.valueName.map { " " + $0 } ?? "")
            let given = option.defaultValue.map { " (default \($0))" } ?? ""
            lines.append(row(left, option.help + given))
        }
        if !command.examples.isEmpty { lines += ["", "examples:"] + command.examples.map { "  " + $0 } }
        return lines.joined(separator: "\n")
    }

    private func row(_ left: String, _ right: String) -> String {
        left.count < 26
            ? "  \(left.padding(toLength: 26, withPad: " ", startingAt: 0))\(right)"
            : "  \(left)\n\(String(repeating: " ", count: 28))\(right)"
    }
}

/// Writes a line to standard error.
public func printError(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
