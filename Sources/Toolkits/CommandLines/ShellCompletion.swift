/// Completion scripts, made from the option tables: what the program understands and what a shell offers are one text.
public enum ShellCompletion: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script for a program's commands.
    public func script(for table: CommandTable) -> String {
        switch self {
        case .bash: bash(table)
        case .zsh: "#compdef \(table.program)\nautoload -U +X bashcompinit && bashcompinit\n" + bash(table)
        case .fish: fish(table)
        }
    }

    private func bash(_ table: CommandTable) -> String {
        let function = "_" + table.program.filter { $0 != "-" }
        let names = table.commands.map(\.name).joined(separator: " ")
        let cases = table.commands.map { command in
            let words = ["--help"] + command.allOptions.map { "--" + $0.name } + command.choices
            return "        \(command.name)) words=\"\(words.joined(separator: " "))\" ;;"
        }
        return """
            \(function)() {
                local current="${COMP_WORDS[COMP_CWORD]}" words=""
                if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W "\(names) help --help --version" -- "$current"))
                    return
                fi
                case "${COMP_WORDS[1]}" in
            \(cases.joined(separator: "\n"))
                esac
                case "${COMP_WORDS[COMP_CWORD - 1]}" in
                    \(fileOptions(table))) COMPREPLY=($(compgen -f -- "$current")) ;;
                    *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
                esac
            }
            complete -o filenames -F \(function) \(table.program)

            """
    }

    /// Options whose value is a file or folder.
    private func fileOptions(_ table: CommandTable) -> String {
        let names = table.commands.flatMap(\.allOptions).filter { ["FILE", "FOLDER"].contains($0.valueName ?? "") }
        return Set(names.map { "--" + $0.name }).sorted().joined(separator: "|")
    }

    private func fish(_ table: CommandTable) -> String {
        var lines = table.commands.map { command in
            "complete -c \(table.program) -n __fish_use_subcommand -f -a \(command.name) -d \(quoted(command.summary))"
        }
        for command in table.commands {
            let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
            for option in command.allOptions {
                let isFile = ["FILE", "FOLDER"].contains(option.valueName ?? "")
                let value = option.valueName == nil ? "" : isFile ? " -r -F" : " -x"
                lines.append(
                    "complete -c \(table.program) \(condition) -l \(option.name)\(value) -d \(quoted(option.help))")
            }
            for choice in command.choices { lines.append("complete -c \(table.program) \(condition) -f -a \(choice)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func quoted(_ text: String) -> String { "'" + text.filter { $0 != "'" && $0 != "\n" } + "'" }
}
