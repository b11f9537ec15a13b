import CasmModel
import FiniteFields
import Foundation
import JSONCoding
import StarknetJSON
import StarknetModel
import Testing
import VectorFiles

struct ClassFilesTests {
    /// Among these are all hints that compilers write.
    @Test(arguments: [
        "big_numbers", "bounded_ints", "circuits_small", "deployer", "ec_points", "hash_bytes", "recursion",
        "secp_curves", "signed_small", "storage_maps", "u128_ops", "while_let_return",
    ])
    func `a CASM class is written as it was read`(name: String) throws {
        let bytes = try VectorFiles.data("sierra/v2_19/\(name).casm.json")
        let casm = try CasmClass(json: try JSONDocument(bytes).root)
        var writer = JSONWriter()
        casm.write(to: &writer)
        #expect(try CasmClass(json: try JSONDocument(writer.bytes).root) == casm)
        // Immediates below zero are written as felts; all else is the compiler's text.
        if !bytes.contains(subsequence: "\"-0x") { #expect(writer.bytes.elementsEqual(bytes)) }
    }

    @Test func `a class file's ABI becomes the text that is hashed`() throws {
        let file = try JSONDocument(try VectorFiles.data("rpc/contracts/erc20.sierra.json")).root
        let hashes = try JSONDocument(try VectorFiles.data("rpc/hashes.json"), limits: .localFile).root
        let recorded = try hashes.member("classes").member("erc20")
        let sierra = try SierraClass(file: file)
        #expect(sierra.hash.felt == (try recorded.member("class_hash").felt()))
        #expect(sierra.abi.count == (try recorded.member("abi_text_length").integer(Int.self)))
    }

    @Test func `an ABI is written as Python writes JSON`() throws {
        let text = """
            {"contract_class_version":"0.1.0","sierra_program":[],"abi":[{"a":"\\u00e9\\n\\"\\\\/","b":[true,null,-1]}],\
            "entry_points_by_type":{"EXTERNAL":[],"L1_HANDLER":[],"CONSTRUCTOR":[]}}
            """
        let sierra = try SierraClass(file: try JSONDocument(Data(text.utf8)).root)
        let expected = #"[{"a": "\u00e9\n\"\\/", "b": [true, null, -1]}]"#
        #expect(String(decoding: sierra.abi, as: UTF8.self) == expected)
    }
}

extension Data {
    fileprivate func contains(subsequence text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
