import CommandLines

extension Commands {
    /// `starling completions SHELL`: a script for the shell.
    static let completions: Command = Command(
        "completions", summary: "prints the completion script of a shell",
        operands: [
            CommandOperand("SHELL", choices: ShellCompletion.allCases.map(\.rawValue), help: "bash, zsh or fish")
        ],
        examples: [
            "starling completions bash > /etc/bash_completion.d/starling",
            "starling completions fish > ~/.config/fish/completions/starling.fish",
        ]
    ) { arguments in
        guard let shell = arguments.operands.first.flatMap(ShellCompletion.init) else {
            throw UsageError("SHELL is bash, zsh or fish")
        }
        print(shell.script(for: table), terminator: "")
        return .success
    }

    /// `starling man`: the manual page.
    static let man: Command = Command(
        "man", summary: "prints the manual page", examples: ["starling man | man -l -"]
    ) { _ in
        print(ManualPage(table, version: versionText).source, terminator: "")
        return .success
    }
}
