import BlockProduction
import Foundation
import JSONCoding
import StarknetModel
import Testing
import TransactionExecution

/// The file that all nodes of a chain have the same.
struct GenesisFileTests {
    private func text(_ configuration: GenesisConfiguration) -> String {
        var writer = JSONWriter()
        GenesisFile.write(configuration, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `what is written is read again`() throws {
        let written = text(GenesisFile.local)
        let read = try GenesisFile.read(JSONDocument(Array(written.utf8)).root)
        #expect(text(read) == written)
        #expect(read.chain == GenesisFile.local.chain && read.accountCount == GenesisFile.local.accountCount)
    }

    @Test func `where prices come from is read again, and left out where it was not said before`() throws {
        var configuration = GenesisFile.local
        #expect(!text(configuration).contains("rule") && configuration.priceRule == .constant)
        configuration.priceRule = .usage
        let written = text(configuration)
        #expect(written.contains(#""gas_price_rule":"usage""#))
        #expect(try GenesisFile.read(JSONDocument(Array(written.utf8)).root).priceRule == .usage)
        let other = written.replacingOccurrences(of: "usage", with: "auction")
        #expect(throws: JSONError.self) { try GenesisFile.read(JSONDocument(Array(other.utf8)).root) }
    }

    /// Files of chains that were begun before classes could be declared do not name the compiler.
    @Test func `a file without a compiler is read as well`() throws {
        let written = text(GenesisFile.local)
        let older = written.replacingOccurrences(of: ",\"compiler\":\"2.19.4\"", with: "")
        #expect(older != written)
        #expect(try text(GenesisFile.read(JSONDocument(Array(older.utf8)).root)) == written)
    }

    @Test(arguments: [
        ("\"seed\":42,", ""), ("\"seed\":42", "\"seed\":42,\"more\":1"), ("STARLING_LOCAL", ""),
        ("STARLING_LOCAL", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), ("\"fees\":false", "\"fees\":0"),
        ("\"compiler\":\"2.19.4\"", "\"compiler\":\"2.19.3\""),
        // The year 10000, and what clocks add something to.
        ("\"timestamp\":1767225600", "\"timestamp\":253402300800"),
        ("\"timestamp\":1767225600", "\"timestamp\":18446744073709551615"),
    ])
    func `a member that lacks, is unknown or is out of range is an error`(from: String, to: String) throws {
        let written = text(GenesisFile.local)
        let place = try #require(written.range(of: from))
        let changed = written.replacingCharacters(in: place, with: to)
        #expect(throws: JSONError.self) { try GenesisFile.read(JSONDocument(Array(changed.utf8)).root) }
    }
}
