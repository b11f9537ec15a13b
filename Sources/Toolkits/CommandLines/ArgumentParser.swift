import Observability

/// Parses a command's arguments after GNU conventions: `--name value`, `--name=value`, flags, `--` ends the options.
struct ArgumentParser {
    let command: Command
    let environment: [String: String]
    /// Reads the file of `--config`; a parameter so that tests need no file.
    let readFile: (String) throws -> String

    /// The option that every command understands.
    static let config = CommandOption("config", value: "FILE", help: "read options from lines of the form name = value")

    func parse(_ words: [String]) throws -> Arguments {
        var given: [String: [String]] = [:]
        var operands: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            guard word.hasPrefix("--") else {
                if word.hasPrefix("-"), word.count > 1 { throw UsageError("unknown option \(word)") }
                operands.append(word)
                continue
            }
            try take(word, &rest, into: &given)
        }
        try checkCount(of: operands)
        return Arguments(values: try completed(given), operands: operands)
    }

    private func take(_ word: String, _ rest: inout ArraySlice<String>, into given: inout [String: [String]]) throws {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first.map(String.init) ?? ""
        guard let option = command.allOptions.first(where: { $0.name == name }) else {
            let question = Suggestion.question(name, among: command.allOptions.map(\.name), prefix: "--")
            throw UsageError("unknown option --\(name)\(question)")
        }
        let inline = parts.count > 1 ? String(parts[1]) : nil
        let value: String
        if option.valueName == nil {
            if inline != nil { throw UsageError("--\(name) takes no value") }
            value = "true"
        } else if let inline {
            value = inline
        } else if let next = rest.popFirst() {
            value = next
        } else {
            throw UsageError("--\(name) needs a value")
        }
        if given[name] != nil, !option.repeats { throw UsageError("--\(name) is given twice") }
        given[name, default: []].append(value)
    }

    private func checkCount(of operands: [String]) throws {
        if operands.count > command.operands.count {
            throw UsageError("unexpected argument '\(operands[command.operands.count])'")
        }
        if operands.count < command.operands.count, !command.operands[operands.count].isOptional {
            throw UsageError("\(command.operands[operands.count].name) is missing")
        }
        for (word, operand) in zip(operands, command.operands)
        where !operand.choices.isEmpty && !operand.choices.contains(word) {
            let question = Suggestion.question(word, among: operand.choices)
            let list = operand.choices.joined(separator: ", ")
            throw UsageError("\(operand.name) is one of \(list), not '\(word)'\(question)")
        }
    }

    /// Fills in what the command line leaves open: environment, then file, then defaults.
    private func completed(_ given: [String: [String]]) throws -> [String: [String]] {
        var values = given
        for option in command.allOptions where values[option.name] == nil {
            if let value = environment[option.environmentName] { values[option.name] = [value] }
        }
        if let path = values[Self.config.name]?.last {
            for (name, fileValues) in try parseFile(path) where values[name] == nil { values[name] = fileValues }
        }
        for option in command.allOptions where values[option.name] == nil {
            if let value = option.defaultValue { values[option.name] = [value] }
        }
        return values
    }

    private func parseFile(_ path: String) throws -> [String: [String]] {
        let text: String
        do { text = try readFile(path) } catch { throw UsageError("--config: \(ErrorSentence.text(of: error))") }
        var values: [String: [String]] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0].trimmed
            if content.isEmpty { continue }
            let parts = content.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw UsageError("\(path):\(number + 1): expected name = value") }
            let name = String(parts[0].trimmed)
            guard command.options.contains(where: { $0.name == name }) else {
                throw UsageError("\(path):\(number + 1): unknown option \(name)")
            }
            values[name, default: []].append(String(parts[1].trimmed))
        }
        return values
    }
}

extension Substring {
    /// Without spaces and tabs at both ends.
    var trimmed: Substring {
        var rest = self
        while let first = rest.first, first == " " || first == "\t" || first == "\r" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" || last == "\r" { rest.removeLast() }
        return rest
    }
}
