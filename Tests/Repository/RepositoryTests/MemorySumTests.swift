import Testing

/// LIMITS.md says what a node takes of memory at most, and the sum is of the constants.
struct MemorySumTests {
    private struct Part {
        let name: String
        let megabytes: Double
        /// The constants that its last column names.
        let constants: [String]
    }

    private static func parts() throws -> [Part] {
        let text = try Repository.text("LIMITS.md")
        let table = try #require(text.split(separator: "\n\n").first { $0.contains("| part | MiB |") })
        return try table.split(separator: "\n").dropFirst(2).map { line in
            let cells = line.split(separator: "|").map(String.init)
            let value = try #require(Double(cells[1].filter { $0 != " " }))
            let names = cells.count > 2 ? cells[2].split(separator: "`").filter { $0.contains(".") } : []
            return Part(name: cells[0].trimmingCharacters(), megabytes: value, constants: names.map(String.init))
        }
    }

    /// Bytes of a part, by the first constant that it names.
    private static func bytes(_ constants: [String: Double]) -> [String: Double] {
        func of(_ name: String) -> Double { constants[name] ?? .nan }
        let felt = 32.0, cell = 32.0, workers = 5.0
        return [
            "ChainStore.cacheBytesMax": of("ChainStore.cacheBytesMax") + of("RocksDatabase.writeBytesMax"),
            "HTTPLimits.heldBytesMax": of("HTTPLimits.heldBytesMax"),
            "RPCLimits.bodyBytesMax": workers * (of("RPCLimits.bodyBytesMax") + 16 * of("RPCLimits.nodesMax")),
            "RPCLimits.answerBytesMax": workers * of("RPCLimits.answerBytesMax"),
            "PoolLimits.bytesMax": of("PoolLimits.bytesMax") + 1_024 * of("PoolLimits.transactionsMax"),
            "GossipIntake.queuedBytesMax": of("GossipIntake.queuedBytesMax"),
            "EngineLimits.waitingBytesMax": of("EngineLimits.waitingBytesMax"),
            "NetworkLimits.queuedBytesMax": 3 * 2
                * (of("NetworkLimits.queuedBytesMax") + of("NetworkLimits.frameBytesMax")),
            "WireLimits.contentBytesMax": of("WireLimits.contentBytesMax")
                * (of("EngineLimits.earlyContentsMax") + of("TendermintMachine.roundsAheadMax")),
            "BlockProducer.executedMax": of("BlockProducer.executedMax")
                * (of("WireLimits.contentBytesMax") + 3 * felt * of("ProvingBudget.dataFeltsMax")),
            "ClassCompiler.keptBytesMax": of("ClassCompiler.keptBytesMax") + of("ClassCache.bytesMax"),
            "ProtocolConstants.cellsMax": cell * of("ProtocolConstants.cellsMax"),
            "ProtocolConstants.validationCellsMax": workers * cell * of("ProtocolConstants.validationCellsMax"),
        ]
    }

    @Test func `each part is made of the constants that it names, and the last row is the sum`() throws {
        let parts = try Self.parts(), bytes = Self.bytes(try LimitTests.constants())
        #expect(parts.count > 10 && parts.last?.name == "together")
        for part in parts.dropLast() where part.megabytes != 64 || !part.constants.isEmpty {
            let found = try #require(bytes[part.constants.first ?? ""], "\(part.name)")
            #expect((found / 1_048_576).rounded() == part.megabytes, "\(part.name): \(found / 1_048_576)")
        }
        #expect(parts.dropLast().reduce(0) { $0 + $1.megabytes } == parts.last?.megabytes)
    }
}

extension String {
    fileprivate func trimmingCharacters() -> String { split(separator: " ").joined(separator: " ") }
}
