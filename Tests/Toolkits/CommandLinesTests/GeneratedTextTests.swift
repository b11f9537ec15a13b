import Foundation
import Testing

@testable import CommandLines

/// Suggestions, completions and the manual page come from the table that parses.
struct GeneratedTextTests {
    static let table = CommandTable(
        program: "star", summary: "a program", version: "star 1",
        commands: [
            Command(
                "serve", summary: "serves what's asked",
                options: [
                    CommandOption("rpc-port", value: "PORT", default: "5050", help: "the port"),
                    CommandOption("data", value: "FOLDER", help: "where the store is"),
                    CommandOption(flag: "verbose", help: "more lines"),
                ],
                operands: [CommandOperand("ACTION", isOptional: true, choices: ["up", "down"], help: "what to do")],
                examples: ["star serve up --rpc-port 1"]
            ) { _ in .success },
            Command("verify", summary: "verifies") { _ in .success },
        ])

    private func error(_ words: [String]) -> String? {
        do {
            _ = try ArgumentParser(command: Self.table.commands[0], environment: [:]) { _ in "" }.parse(words)
            return nil
        } catch { return "\(error)" }
    }

    @Test func `a mistyped name is answered with the one that was meant`() {
        #expect(error(["--rcp-port", "1"]) == "unknown option --rcp-port; did you mean --rpc-port?")
        #expect(error(["--nothing-like-it", "1"]) == "unknown option --nothing-like-it")
        #expect(error(["dwon"]) == "ACTION is one of up, down, not 'dwon'; did you mean down?")
        #expect(Suggestion.closest(to: "verfy", among: ["serve", "verify"]) == "verify")
        #expect(Suggestion.closest(to: "x", among: ["serve", "verify"]) == nil)
        #expect(Suggestion.distance("", "abc") == 3 && Suggestion.distance("ab", "ba") == 1)
        #expect(Suggestion.distance("kitten", "sitting") == 3)
    }

    @Test(arguments: ShellCompletion.allCases)
    func `a completion script offers every command and option`(shell: ShellCompletion) {
        let script = shell.script(for: Self.table)
        for word in ["serve", "verify", "rpc-port", "data", "verbose", "config", "up", "down"] {
            #expect(script.contains(word), "\(shell): \(word)")
        }
    }

    /// bash itself completes with the script: the oracle is the shell.
    @Test func `bash completes with its script`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("star-\(UUID()).bash")
        defer { try? FileManager.default.removeItem(at: file) }
        try ShellCompletion.bash.script(for: Self.table).write(to: file, atomically: true, encoding: .utf8)
        #expect(try completed(["star", "ser"], file) == ["serve"])
        #expect(try completed(["star", "serve", "--v"], file) == ["--verbose"])
        #expect(try completed(["star", "serve", ""], file).contains("down"))
        #expect(try completed(["star", "verify", "--rpc"], file) == [])
    }

    private func completed(_ words: [String], _ file: URL) throws -> [String] {
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let shell = Process(), output = Pipe()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = [
            "-c",
            "source '\(file.path)'; COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); _star; echo \"${COMPREPLY[@]}\"",
        ]
        shell.standardOutput = output
        try shell.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        return text.split { " \n".contains($0) }.map(String.init)
    }

    @Test func `the manual page has every command, option, example and exit status`() {
        let page = ManualPage(Self.table, version: "star 1").source
        for text in [
            ".TH STAR 1", ".SS star serve [ACTION]", "\\fB\\-\\-rpc\\-port\\fR \\fIPORT\\fR", "the port (default 5050)",
            "star serve up \\-\\-rpc\\-port 1", ".SH EXIT STATUS",
        ] { #expect(page.contains(text), "\(text)") }
    }

    @Test func `the version and help end well`() {
        #expect(Self.table.run(["--version"], environment: [:]) == .success)
        #expect(Self.table.run(["serve", "sideways"], environment: [:]) == .usage)
        #expect(Self.table.help(of: Self.table.commands[0]).contains("examples:\n  star serve up"))
    }
}
