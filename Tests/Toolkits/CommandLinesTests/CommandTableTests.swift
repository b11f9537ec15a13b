import Foundation
import Testing

@testable import CommandLines

@Suite struct CommandTableTests {
    static let command = Command(
        "serve", summary: "serves",
        options: [
            CommandOption("rpc-port", value: "PORT", default: "5050", help: "the port"),
            CommandOption("peer", value: "ADDRESS", repeats: true, help: "a peer"),
            CommandOption(flag: "verbose", help: "more lines"),
        ],
        operands: [
            CommandOperand("FILE", help: "the input"), CommandOperand("OUT", isOptional: true, help: "the output"),
        ]
    ) { _ in .success }

    func parse(_ words: [String], environment: [String: String] = [:], file: String = "") throws -> Arguments {
        try ArgumentParser(command: Self.command, environment: environment) { _ in file }.parse(words)
    }

    @Test func `options, flags, operands and the end of options are read`() throws {
        let arguments = try parse(["--rpc-port=1", "a", "--peer", "x", "--verbose", "--peer", "y", "--", "--b"])
        #expect(try arguments.requiredInteger("rpc-port", in: 1...65_535) == 1)
        #expect(arguments.strings("peer") == ["x", "y"])
        #expect(arguments.flag("verbose"))
        #expect(arguments.operands == ["a", "--b"])
    }

    @Test func `the command line wins over the environment, that over the file, that over the default`() throws {
        let environment = ["STARLING_RPC_PORT": "2"]
        let file = "# ports\nrpc-port = 3 # three\nverbose = true\n"
        #expect(try parse(["a"]).string("rpc-port") == "5050")
        #expect(try parse(["a", "--config", "f"], file: file).string("rpc-port") == "3")
        #expect(try parse(["a", "--config", "f"], environment: environment, file: file).string("rpc-port") == "2")
        let all = try parse(["a", "--config", "f", "--rpc-port", "1"], environment: environment, file: file)
        #expect(all.string("rpc-port") == "1" && all.flag("verbose"))
    }

    @Test(arguments: [
        ["--unknown", "a"], ["--rpc-port"], ["a", "b", "c"], [], ["a", "--verbose=1"], ["-x", "a"],
        ["a", "--rpc-port", "1", "--rpc-port", "2"], ["--=1", "a"],
    ]) func `wrong usage is an error`(words: [String]) {
        #expect(throws: UsageError.self) { try parse(words) }
    }

    @Test func `values out of range name the option`() throws {
        let arguments = try parse(["a", "--rpc-port", "70000"])
        let error = #expect(throws: UsageError.self) { try arguments.requiredInteger("rpc-port", in: 1...65_535) }
        #expect(error?.description.contains("--rpc-port") == true)
    }

    @Test func `an unknown line of the file is an error with its place`() {
        let error = #expect(throws: UsageError.self) { try parse(["a", "--config", "f"], file: "\nport = 1\n") }
        #expect(error?.description == "f:2: unknown option port")
    }

    @Test func `exit statuses follow the outcome`() {
        struct Broken: Error {}
        let table = CommandTable(
            program: "t", summary: "s", version: "t 1",
            commands: [
                Self.command,
                Command("fail", summary: "fails") { _ in throw Broken() },
                Command("read", summary: "reads") { _ in throw InputError("f: not there") },
            ])
        #expect(table.run(["serve", "x"], environment: [:]) == .success)
        #expect(table.run(["serve"], environment: [:]) == .usage)
        #expect(table.run(["fail"], environment: [:]) == .failure)
        #expect(table.run(["read"], environment: [:]) == .usage)
        #expect(table.run(["nothing"], environment: [:]) == .usage)
        #expect(table.help(of: Self.command).contains("--rpc-port PORT"))
    }
}
