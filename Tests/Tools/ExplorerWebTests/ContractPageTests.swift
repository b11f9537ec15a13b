import Testing

@testable import ExplorerWeb

@Suite struct ContractPageTests {
    @Test func `a contract shows its balances, its functions, its calls and its events`() throws {
        let events = #"""
            {"events":[{"from_address":"0x99","keys":["0x5"],"data":["0x7"],"block_number":2,"block_hash":"0xb00002","transaction_hash":"0xc1"}]}
            """#
        let site = try TestSite.example(more: [
            "starknet_call": #"["0x14d1120d7b160000","0x0"]"#, "starknet_getEvents": events,
        ])
        let text = site.get("/contract/0x99").text
        #expect(text.contains("1.5 STRK"))
        #expect(text.contains("twice(n: felt252) → u64"))
        #expect(text.contains("name=\"arg0\""))
        // Incoming calls.
        for number in 0...2 { #expect(text.contains("/tx/" + RecordedNode.transactionHash(number, 0))) }
        #expect(text.contains("in block "))
    }

    @Test func `the form calls a view and shows its answer`() throws {
        let site = try TestSite.example(more: ["starknet_call": #"["0x54"]"#])
        let text = site.get("/contract/0x99", ["function": "twice", "arg0": "42"]).text
        #expect(text.contains("<h3>twice(42)</h3>"))
        #expect(text.contains("<code>84</code>"))
    }

    @Test func `a value of another type is refused before the node is asked`() throws {
        let site = try TestSite.example(more: ["starknet_call": #"["0x54"]"#])
        let text = site.get("/contract/0x99", ["function": "twice", "arg0": "<script>"]).text
        #expect(text.contains("n: not a value of its type"))
        #expect(!text.contains("<script>"))
    }

    @Test func `functions that change the state are not called`() throws {
        let site = try TestSite.example(more: ["starknet_call": #"["0x54"]"#])
        #expect(!site.get("/contract/0x99", ["function": "<script>x</script>"]).text.contains("id=\"answer\""))
    }

    @Test func `a storage key is read, in hex or by name`() throws {
        let site = try TestSite.example(more: ["starknet_getStorageAt": "\"0x2a\""])
        #expect(site.get("/contract/0x99", ["key": "0x1"]).text.contains("<code>42</code>"))
        #expect(site.get("/contract/0x99", ["key": "total"]).text.contains("<code>42</code>"))
    }

    static let wide = ABIFunction(
        name: "f",
        inputs: [
            .init(name: "a", typeName: "core::integer::u256"), .init(name: "b", typeName: "core::bool"),
            .init(name: "c", typeName: "core::array::Array::<core::felt252>"),
        ], outputs: [], isView: true)

    @Test func `arguments become words`() throws {
        let words = try ViewCall.words(
            ContractPageTests.wide, ["0x100000000000000000000000000000002", "true", "1, 0x2,'ab'"]
        ).get()
        #expect(words == ["0x2", "0x1", "0x1", "0x3", "0x1", "0x2", "0x6162"])
    }

    @Test(arguments: [
        ["", "true", ""], ["-1", "true", ""], ["0x", "true", ""], ["1", "yes", ""], ["1", "true", "x"], ["1", "true"],
        ["0x1" + String(repeating: "0", count: 64), "true", ""], ["1", "true", String(repeating: "1,", count: 300)],
    ])
    func `malformed arguments are refused`(texts: [String]) {
        #expect(throws: ViewCall.MalformedArgument.self) { try ViewCall.words(ContractPageTests.wide, texts).get() }
    }
}
