import Determinism
import FiniteFields
import Foundation
import JSONCoding
import Testing
import VectorFiles

struct JSONDocumentTests {
    @Test func `a document is read with its types, numbers as written`() throws {
        let root = try JSONDocument(
            text: #" {"a": [1, -2.50, 123456789012345678901234567890], "b": "x\u00e9\n", "c": null, "d": true} "#
        ).root
        let numbers = Array(try root.member("a").array())
        #expect(try numbers[0].integer(Int.self) == 1)
        #expect(try numbers[1].numberText() == "-2.50")
        #expect(try numbers[2].numberText() == "123456789012345678901234567890")
        #expect(try root.member("b").string() == "xé\n")
        #expect(try root.member("c").isNull)
        #expect(try root.member("d").bool())
        #expect(try root.optional("e") == nil)
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "'a'", "\"a",
        "01", "+1", ".5", "1.", "1e", "1e+", "-", "0x1", "NaN", "Infinity", "tru", "true1", "nul", "nulll", "1 2",
        "[1 2]", "[1]]", "[1],[2]", "1],[2", "]", "1]", "[1]}", "{\"a\":1}]", "\"\u{1}\"", #""\x""#, #""\u12""#,
        #""\ud800""#, "\u{FEFF}1", "//c\n1", "[,1]", "{,}", "[1:2]", "{\"a\",1}", "\"a\"\"b\"", "1,", ",1",
        "[true false]",
    ]) func `text that is not one JSON value is refused`(text: String) {
        #expect(throws: JSONError.syntax) { try JSONDocument(text: text) }
    }

    @Test(arguments: ["0", "-0", "1e400", "\"\"", "[]", "{}", "null", "false", " [ ] ", "[[]]", "1E-7", "\"\\/\""])
    func `every kind of value may stand alone`(text: String) throws {
        _ = try JSONDocument(text: text)
    }

    @Test func `invalid UTF-8 is refused`() {
        let hostile: [[UInt8]] = [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3, 0x22],
        ]
        for bytes in hostile { #expect(throws: JSONError.syntax) { try JSONDocument(bytes) } }
    }

    @Test func `duplicate keys are refused at any depth, also when one is escaped`() {
        #expect(throws: JSONError.duplicateKey) { try JSONDocument(text: #"{"a":1,"b":2,"a":3}"#) }
        #expect(throws: JSONError.duplicateKey) { try JSONDocument(text: #"[{"x":{"a":{"q":1},"\u0061":3}}]"#) }
    }

    @Test func `depth is allowed at the limit and refused above it`() throws {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try JSONDocument(text: nested(64))
        #expect(throws: JSONError.tooDeep) { try JSONDocument(text: nested(65)) }
        #expect(throws: JSONError.self) { try JSONDocument(text: nested(1_000_000)) }
        #expect(throws: JSONError.self) { try JSONDocument(text: String(repeating: "{\"a\":", count: 100_000)) }
    }

    @Test func `bytes and nodes are allowed at the limit and refused above it`() throws {
        let limits = JSONLimits(bytes: 7, depth: 4, nodes: 4)
        _ = try JSONDocument(text: "[1,2,3]", limits: limits)
        #expect(throws: JSONError.tooLarge) { try JSONDocument(text: "[1,2,3] ", limits: limits) }
        #expect(throws: JSONError.tooLarge) {
            try JSONDocument(text: "[1,2,3]", limits: JSONLimits(bytes: 7, depth: 4, nodes: 3))
        }
    }

    @Test func `errors name the place`() throws {
        let root = try JSONDocument(text: #"{"params":[{"x":1},{"nonce":"0xzz","list":[1,"b"]}]}"#).root
        let second = Array(try root.member("params").array())[1]
        #expect(throws: JSONError.missing(path: "$.params[1].tip")) { try second.member("tip") }
        let error = #expect(throws: JSONError.self) { try second.member("nonce").felt() }
        #expect(error?.description.hasPrefix("$.params[1].nonce is not a felt") == true)
        #expect(throws: JSONError.mismatch(path: "$.params[1].list[1]", expected: "an integer")) {
            for item in try second.member("list").array() { _ = try item.integer(Int.self) }
        }
        #expect(throws: JSONError.unknownMember(path: "$.params[1].list")) { try second.requireOnly(["nonce"]) }
    }

    @Test func `felts and hex integers are bounded`() throws {
        let prime = "0x800000000000011000000000000000000000000000000000000000000000001"
        let last = "0x800000000000011000000000000000000000000000000000000000000000000"
        let values = Array(
            try JSONDocument(text: #"["\#(last)","\#(prime)","0x","1","0xffff","0x10000"]"#).root.array())
        #expect(try values[0].felt() == -Felt252.one)
        for position in 1...3 { #expect(throws: JSONError.self) { try values[position].felt() } }
        #expect(try values[4].hexInteger(UInt16.self) == 0xffff)
        #expect(throws: JSONError.self) { try values[5].hexInteger(UInt16.self) }
    }

    /// Foundation is lenient, never stricter, except for the depth: what we accept it must accept, with equal values.
    @Test func `mutated documents are accepted only when Foundation reads the same value`() throws {
        var random = SplitMix64(seed: 1)
        let seed = #"{"id":1,"params":["0x1",{"a":[true,null,-1.5e-3]}],"method":"starknet_call","é":"\u00e9\n"}"#
        let alphabet = Array(#"{}[]:,"\0123456789truefalsn eE+-.uabx"#.utf8) + [0xC3, 0xA9, 0x00, 0x1F, 0xFF]
        let rounds = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 20_000 : 1_000_000
        var accepted = 0
        for _ in 0..<rounds {
            var bytes = Array(seed.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[at] = alphabet.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: at)
                default: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
                }
            }
            guard let document = try? JSONDocument(bytes) else { continue }
            accepted += 1
            var writer = JSONWriter()
            copy(document.root, to: &writer)
            // Foundation refuses numbers beyond the range of a double, which we keep as text.
            if bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
                (try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])) == nil
            {
                #expect(String(decoding: bytes, as: UTF8.self).contains(/[eE][+-]?[0-9]{3,}/))
                continue
            }
            let ours = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: [.fragmentsAllowed])
            let theirs = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
            #expect(
                NSDictionary(object: ours, forKey: "v" as NSString)
                    == NSDictionary(object: theirs, forKey: "v" as NSString))
        }
        #expect(accepted > rounds / 100)
    }

    @Test
    func `a contract class is read as Foundation reads it`() throws {
        let data = try VectorFiles.data("rpc/contracts/erc20.sierra.json")
        var writer = JSONWriter()
        copy(try JSONDocument(data).root, to: &writer)
        let ours = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? NSDictionary
        #expect(ours == (try JSONSerialization.jsonObject(with: data) as? NSDictionary))
    }
}

/// Writes a value out again through the public interfaces.
private func copy(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value.kind {
    case .null: writer.null()
    case .bool: writer.bool((try? value.bool()) ?? false)
    case .number: writer.raw(Array(((try? value.numberText()) ?? "").utf8))
    case .string: writer.string((try? value.string()) ?? "")
    case .array:
        writer.array { writer in
            guard let elements = try? value.array() else { return }
            for element in elements { copy(element, to: &writer) }
        }
    case .object:
        writer.object { writer in
            guard let members = try? value.object() else { return }
            for (key, member) in members {
                writer.key(key)
                copy(member, to: &writer)
            }
        }
    }
}

struct JSONWriterTests {
    @Test func `containers, commas and escapes are written`() {
        var writer = JSONWriter()
        writer.object { w in
            w.key("a")
            w.array { w in
                w.integer(1)
                w.string("q\"\\\n\u{1}é")
                w.felt(-Felt252.one)
                w.object { _ in }
            }
            w.key("b")
            w.hex(UInt64(255))
        }
        let felt = "0x800000000000011000000000000000000000000000000000000000000000000"
        #expect(writer.text == #"{"a":[1,"q\"\\\n\u0001é","\#(felt)",{}],"b":"0xff"}"#)
    }

    @Test func `the limit is kept while writing`() {
        var writer = JSONWriter(bytesMax: 100)
        writer.array(0..<1_000_000) { w, i in w.integer(i) }
        #expect(writer.isOverLimit)
        #expect(writer.bytes.count <= 100)
        var exact = JSONWriter(bytesMax: 5)
        exact.array { w in
            w.integer(1)
            w.integer(2)
        }
        #expect(!exact.isOverLimit && exact.text == "[1,2]")
    }
}
