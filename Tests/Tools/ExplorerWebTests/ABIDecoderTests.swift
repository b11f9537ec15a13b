import Testing

@testable import ExplorerWeb

@Suite struct ABIDecoderTests {
    static let abi = ContractABI(
        structs: [
            "m::Call": [
                .init(name: "to", typeName: "core::starknet::contract_address::ContractAddress"),
                .init(name: "data", typeName: "core::array::Span::<core::felt252>"),
            ]
        ],
        enums: ["m::Side": [.init(name: "Left", typeName: "()"), .init(name: "Right", typeName: "core::integer::u8")]])

    func decode(_ types: [String], _ words: [String]) -> [String]? {
        let parameters = types.enumerated().map { ABIFunction.Parameter(name: "p\($0.offset)", typeName: $0.element) }
        guard let item = ABIDecoder.decode(name: "f", parameters: parameters, words: words, abi: ABIDecoderTests.abi),
            case .parts(let parts) = item.content
        else { return nil }
        return parts.map(flat)
    }

    func flat(_ item: DecodedItem) -> String {
        switch item.content {
        case .value(let text): text
        case .parts(let items): "[" + items.map { "\($0.name)=\(flat($0))" }.joined(separator: ",") + "]"
        }
    }

    @Test func `scalars, wide integers and booleans`() {
        #expect(
            decode(["core::integer::u64", "core::bool", "core::integer::u256"], ["0xff", "0x1", "0x5", "0x0"]) == [
                "255", "true", "5",
            ])
    }

    @Test func `arrays of structs, as the accounts' calls are`() {
        let words = ["0x2", "0x10", "0x1", "0x7", "0x11", "0x0"]
        #expect(decode(["core::array::Array::<m::Call>"], words) == ["[0=[to=0x10,data=[0=7]],1=[to=0x11,data=[]]]"])
    }

    @Test func `enums and byte arrays`() {
        #expect(decode(["m::Side", "m::Side"], ["0x0", "0x1", "0x9"]) == ["Left", "[Right=9]"])
        #expect(decode(["core::byte_array::ByteArray"], ["0x0", "0x6869", "0x2"]) == ["\u{201C}hi\u{201D}"])
    }

    @Test(
        arguments: [
            (["core::integer::u8"], []), (["core::integer::u8"], ["0x1", "0x2"]),
            (["core::array::Array::<core::felt252>"], ["0xffffffff"]),
            (["m::Side"], ["0x7"]), (["m::Unknown"], ["0x1"]),
            (["core::byte_array::ByteArray"], ["0x0", "0x1", "0x1f"]),
        ] as [([String], [String])])
    func `words that do not fit decode to nothing`(types: [String], words: [String]) {
        #expect(decode(types, words) == nil)
    }

    @Test func `nested types end at a bound`() {
        let deep =
            String(repeating: "core::array::Array::<", count: 60) + "core::felt252" + String(repeating: ">", count: 60)
        #expect(decode([deep], Array(repeating: "0x1", count: 61)) == nil)
    }
}
