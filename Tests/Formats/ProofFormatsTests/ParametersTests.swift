import CairoVerifying
import CircleFRI
import Foundation
import HashFunctions
import JSONCoding
import ProofFormats
import StarkVerifying
import Testing
import VectorFiles

struct ParametersTests {
    @Test func `the default is production_small`() throws {
        let read = try ProverParameters(json: VectorFiles.data("stwo/params/production_small.json"))
        #expect(read == .productionSmall)
        #expect(read.config.securityBits == 96)
    }

    @Test func `every parameter is read`() throws {
        let read = try ProverParameters(json: VectorFiles.data("stwo/params/quick_small_fold4.json"))
        #expect(read.channelSalt == 7 && read.config.powBits == 10)
        #expect(
            read.config.fri
                == FriConfig(logBlowup: 1, logLastLayerDegreeBound: 2, queryCount: 5, foldStep: 4))
        let all = try ProverParameters(json: VectorFiles.data("stwo/params/quick_all_columns.json"))
        #expect(all.includesAllPreprocessedColumns && all.policy.opensAllPreprocessed)
        let reduced = try ProverParameters(json: VectorFiles.data("stwo/params/quick_m31.json"))
        #expect(reduced.hash == .blake2sM31)
    }

    @Test func `the channel is one of three`() throws {
        let bytes = try VectorFiles.data("stwo/params/quick_poseidon.json")
        #expect(try ProverParameters(json: bytes).hash == .poseidon252)
        let other = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "poseidon252", with: "keccak")
        #expect(throws: ProofFormatError.unsupportedChannel("keccak")) { try ProverParameters(json: Array(other.utf8)) }
    }

    @Test(arguments: [
        ("\"fold_step\": 1", "\"fold_step\": -1"), ("\"fold_step\": 1", "\"fold_step\": 1, \"fold_stop\": 1"),
        ("\"canonical_small\"", "\"canonical_tiny\""), ("\"pow_bits\": 26, ", ""),
        ("\"raise_min_lifting_to_max_column\": false", "\"raise_min_lifting_to_max_column\": true"),
        ("\"opt_n_id_to_big_components\": null", "\"opt_n_id_to_big_components\": 2"),
        ("\"channel_salt\": 0", "\"channel_salt\": 4294967296"),
    ]) func `other parameters are refused`(old: String, new: String) throws {
        let text = String(decoding: try VectorFiles.data("stwo/params/production_small.json"), as: UTF8.self)
        #expect(text.contains(old))
        let changed = Array(text.replacing(old, with: new).utf8)
        #expect(throws: ProofFormatError.self) { try ProverParameters(json: changed) }
    }
}
