/// The manual page of a program in the format of `man`, made from its command table.
public struct ManualPage {
    let table: CommandTable
    /// The program's version, for the footer.
    let version: String

    public init(_ table: CommandTable, version: String) {
        self.table = table
        self.version = version
    }

    /// The page's source.
    public var source: String {
        var lines = [
            ".TH \(table.program.uppercased()) 1 \"\" \"\(escaped(version))\" \"\(escaped(table.program))\"",
            ".SH NAME",
            "\(escaped(table.program)) \\- \(escaped(table.summary))", ".SH SYNOPSIS",
            ".B \(escaped(table.program))", "COMMAND [OPTIONS]", ".SH DESCRIPTION",
            escaped(CommandTable.optionSources), ".SH COMMANDS",
        ]
        for command in table.commands { lines += section(command) }
        lines += [".SH EXIT STATUS"]
        for status in ExitStatus.allCases { lines += [".TP", "\(status.rawValue)", escaped(status.meaning)] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ command: Command) -> [String] {
        let operands = command.operands.map { $0.isOptional ? "[\($0.name)]" : $0.name }
        var lines = [
            ".SS \(escaped(([table.program, command.name] + operands).joined(separator: " ")))",
            escaped(command.summary) + ".",
        ]
        for operand in command.operands { lines += [".TP", ".I \(escaped(operand.name))", escaped(operand.help)] }
        for option in command.allOptions {
            let value = option.valueName.map { " \\fI\(escaped($0))\\fR" } ?? ""
            let name = "\\fB\\-\\-\(escaped(option.name))\\fR" + value
            let given = option.defaultValue.map { " (default \($0))" } ?? ""
            lines += [".TP", name, escaped(option.help + given)]
        }
        if !command.examples.isEmpty {
            lines += [".PP", "Examples:", ".nf"] + command.examples.map { escaped("  \($0)") } + [".fi"]
        }
        return lines
    }

    /// Text that `man` takes as it stands.
    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case "-": result += "\\-"
            case "\n": result += " "
            default: result.append(character)
            }
        }
        // A dot or quote at the start of a line would be a request.
        return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
    }
}
