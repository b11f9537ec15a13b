import Testing

/// LIMITS.md says what the constants say, and leaves none out that bounds input from outside.
struct LimitTests {
    struct Row {
        let limit: String
        let values: [String]
        let names: [String]
    }

    /// The first table: values in their order, and the names of the constants in backticks.
    static func rows() throws -> [Row] {
        let text = try Repository.text("LIMITS.md")
        let table = text.split(separator: "\n\n").first { $0.contains("| constant |") } ?? ""
        return table.split(separator: "\n").dropFirst(2).map { line in
            let cells = line.split(separator: "|").map(String.init)
            let names = cells[2].split(separator: "`").filter { $0.contains(".") }.map(String.init)
            // A comma within a number has digits behind it and no space.
            let values = cells[1].split(separator: ";").flatMap { $0.split(separator: ", ") }
            return Row(limit: cells[0], values: values.map { $0.filter { $0 != " " && $0 != "," } }, names: names)
        }
    }

    static func constants() throws -> [String: Double] {
        var all = Repository.sources.reduce(into: [:]) { all, source in
            all.merge(NamedConstants.all(in: source)) { first, second in first == second ? first : .nan }
        }
        for file in ["verifier.js", "verify-worker.js", "verifier-module.js", "receipt.js"] {
            let text = try Repository.text("Sources/Tools/ExplorerWeb/Assets/\(file)")
            all.merge(NamedConstants.script(text, file: file)) { first, _ in first }
        }
        return all
    }

    /// What a cell says, in the unit of the constant: bytes, seconds or milliseconds, or a bare number.
    private func value(_ text: String, _ name: String) -> Double? {
        let units: [(String, Double)] = [
            ("KiB", 1024), ("MiB", 1_048_576), ("h", 3600), ("s", 1), ("", name.hasSuffix("Millis") ? 1 : 0),
        ]
        for (unit, factor) in units where !unit.isEmpty && text.hasSuffix(unit) {
            return number(text.dropLast(unit.count)).map { $0 * factor * (name.contains("Millis") ? 1000 : 1) }
        }
        return number(text[...]).map { name.contains("Millis") ? $0 * 1000 : $0 }
    }

    /// `600`, `1.2`, `2^20`, `1.11·10^9`.
    private func number(_ text: Substring) -> Double? {
        var product = 1.0
        for part in text.split(separator: "·") {
            let power = part.split(separator: "^")
            guard let base = power.first.flatMap({ Double($0) }) else { return nil }
            let exponent = power.count > 1 ? Int(power[1]) ?? 0 : 1
            for _ in 0..<exponent { product *= base }
        }
        return product
    }

    @Test func `each limit of the table is the constant it names`() throws {
        let constants = try Self.constants(), rows = try Self.rows()
        #expect(rows.count > 40)
        for row in rows {
            #expect(row.values.count == row.names.count, "\(row.limit): as many values as constants")
            for (text, name) in zip(row.values, row.names) {
                let said = value(text, name), is_ = constants[name]
                #expect(
                    said != nil && is_ != nil && abs((said ?? 0) - (is_ ?? 1)) < 1e-3, "\(name): \(text), \(is_ ?? 0)")
            }
        }
    }

    /// Constants with `Max` that bound nothing from outside, and what they are.
    static let inner: [String: String] = [
        "SimulationSettings.recoveryMillisMax": "a simulation's end",
        "Scenario.costMillisMax": "a simulation's transactions", "SimulatedChain.executedMax": "a simulation's blocks",
        "ChainSimulation.contentsMax": "what a simulation checks",
        "ChainSimulation.logBytesMax": "what a simulation checks",
        "ChainSimulation.timersMax": "what a simulation checks", "ChainSimulation.intakeMax": "a simulation's queue",
        "VerifiedRange.incompleteListedMax": "lines of a report",
        "BlockVerdict.exceptionsListedMax": "lines of a report",
        "ComponentCounts.tupleLengthMax": "a count", "CairoClaim.bigInstancesMax": "places of the protocol's claim",
        "LookupElements.tupleLengthMax": "the longest tuple of our own tables",
        "BlockProducer.executedMax": "blocks kept that were executed", "LogSink.queuedBytesMax": "our own log lines",
        "LogLine.fieldBytesMax": "our own log lines", "LastingTrouble.intervalSecondsMax": "time between log lines",
        "FunctionGenerator.passesMax": "statements looked at behind a call",
        "FunctionGenerator.entryBytesMax": "our own layout",
        "SigningJournal.recordCountMax": "records after which the journal is written anew",
    ]

    @Test func `every constant that is a bound stands in the table`() throws {
        let listed = Set(try Self.rows().flatMap(\.names))
        let bounds = Set(try Self.constants().keys.filter { $0.hasSuffix("Max") })
        #expect(bounds.count > 80)
        let missing = bounds.subtracting(listed).subtracting(Self.inner.keys)
        #expect(missing.isEmpty, "LIMITS.md leaves out \(missing.sorted())")
        #expect(Set(Self.inner.keys).isSubset(of: bounds), "gone: \(Set(Self.inner.keys).subtracting(bounds).sorted())")
    }
}
