import Foundation
import Testing

/// The list of RPC methods in the documents is the table in the code.
struct RPCDocumentTests {
    @Test func `every method and its parameters are listed, and no other`() throws {
        let table = try Repository.text("Sources/Node/StarknetRPC/RPCService+Table.swift")
        let devnet = try Repository.text("Sources/Node/DevnetService/Devnet+Table.swift")
        let document = try Repository.text("Docs/RPC.md")
        let own = try Self.methods(table, pattern: #""(\w+)": RPCMethod(?:\(\s*\[([^\]]*)\])?"#)
        let added = try Self.methods(devnet, pattern: #""(\w+)": method(?:\(\s*\[([^\]]*)\])?"#)
        let declared = own.merging(added) { one, _ in one }
        let listed = try Self.methods(document, pattern: #"\| `(\w+)` \| ([^|]*) \|"#)
        #expect(declared.count > 30)
        #expect(declared == listed)
    }

    /// Names with their parameters' words.
    private static func methods(_ text: String, pattern: String) throws -> [String: [String]] {
        let expression = try NSRegularExpression(pattern: pattern)
        let whole = text as NSString
        let matches = expression.matches(in: text, range: NSRange(location: 0, length: whole.length))
        return Dictionary(
            uniqueKeysWithValues: matches.map { match in
                let parameters = match.range(at: 2)
                let words = parameters.location == NSNotFound ? "" : whole.substring(with: parameters)
                return (whole.substring(with: match.range(at: 1)), Self.words(words))
            })
    }

    private static func words(_ text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0 == "_")) }.map(String.init)
    }
}
