import Foundation
import Testing

@testable import Observability

struct ErrorSentenceTests {
    enum Inner: Error { case outOfRange(Kind), inconsistentMemory }
    enum Kind { case tableSize }
    enum Outer: Error {
        case witness(Inner)
        case frame(frame: Int, name: String)
        case wrongRow(UInt32?)
    }

    struct Described: Error, CustomStringConvertible { let description = "said by itself" }

    @Test func `an enumeration's case is spelled as words`() {
        #expect(ErrorSentence.text(of: Outer.witness(.outOfRange(.tableSize))) == "witness: out of range: table size")
        #expect(ErrorSentence.text(of: Outer.witness(.inconsistentMemory)) == "witness: inconsistent memory")
        #expect(ErrorSentence.text(of: Outer.frame(frame: 3, name: "x")) == "frame: frame 3, name x")
        #expect(ErrorSentence.text(of: Outer.wrongRow(nil)) == "wrong row: none")
        #expect(ErrorSentence.text(of: Described()) == "said by itself")
    }

    @Test func `a file that is missing, forbidden or no file is named with the reason`() throws {
        let missing = "/nonexistent-\(UUID())/file"
        let error = #expect(throws: (any Error).self) { try Data(contentsOf: URL(fileURLWithPath: missing)) }
        #expect(ErrorSentence.text(of: try #require(error)) == "\(missing): no such file or directory")
        let text = #expect(throws: (any Error).self) { try String(contentsOfFile: missing, encoding: .utf8) }
        #expect(ErrorSentence.text(of: try #require(text)) == "\(missing): no such file or directory")
        let folder = #expect(throws: (any Error).self) { try Data("x".utf8).write(to: URL(fileURLWithPath: "/proc")) }
        let sentence = ErrorSentence.text(of: try #require(folder))
        #expect(sentence.hasPrefix("/proc: ") && !sentence.contains("Domain") && !sentence.contains("Code="))
        let attributes = #expect(throws: (any Error).self) { try FileManager.default.attributesOfItem(atPath: missing) }
        #expect(ErrorSentence.text(of: try #require(attributes)) == "\(missing): no such file or directory")
    }
}
