import Foundation
import Testing
import ZipReading

struct ZipArchiveTests {
    /// Made by Python's `zipfile`: word.txt, compressed, and plain.txt, stored.
    private static let bytes = [UInt8](
        Data(
            base64Encoded: """
                UEsDBBQAAAAIAAAAIQBd1bHcDQAAACAAAAAIAAAAd29yZC50eHQrLkksysnMSy/GQQMAUEsDBBQAAAAAAAAAIQCzJE6WCAAAAAgAAAAJAAAA\
                cGxhaW4udHh0YXMgaXQgaXNQSwECFAMUAAAACAAAACEAXdWx3A0AAAAgAAAACAAAAAAAAAAAAAAAgAEAAAAAd29yZC50eHRQSwECFAMUAAAA\
                AAAAACEAsyROlggAAAAIAAAACQAAAAAAAAAAAAAAgAEzAAAAcGxhaW4udHh0UEsFBgAAAAACAAIAbQAAAGIAAAAAAA==
                """) ?? Data())

    @Test func `entries are read by name`() throws {
        let archive = try ZipArchive(Self.bytes)
        #expect(try archive.entry("word.txt", bytesMax: 32) == Array(String(repeating: "starling", count: 4).utf8))
        #expect(try archive.entry("plain.txt", bytesMax: 8) == Array("as it is".utf8))
    }

    @Test func `what is not there or too large is refused by name`() throws {
        let archive = try ZipArchive(Self.bytes)
        #expect(throws: ZipError.missing(name: "other.txt")) { try archive.entry("other.txt", bytesMax: 100) }
        #expect(throws: ZipError.tooLarge(name: "word.txt", max: 31)) { try archive.entry("word.txt", bytesMax: 31) }
    }

    @Test func `a changed byte of the content is found by its checksum`() throws {
        var bytes = Self.bytes
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "as it is".utf8) })
        bytes[place] ^= 1
        let archive = try ZipArchive(bytes)
        #expect(throws: ZipError.damaged(name: "plain.txt")) { try archive.entry("plain.txt", bytesMax: 100) }
    }

    @Test func `bytes that are no archive are refused`() {
        #expect(throws: ZipError.self) { try ZipArchive(Array("no archive".utf8)) }
        for count in stride(from: 0, to: Self.bytes.count, by: 7) {
            #expect(throws: ZipError.self) { try ZipArchive(Self.bytes[..<count]) }
        }
    }
}
