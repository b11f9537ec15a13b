import ByteCoding
import ChainStorage
import Foundation
import JSONCoding
import StarknetJSON

/// The methods of this project beside the specification's. Stored documents go out as base64 of their bytes.
extension RPCService {
    /// `starling_getQuorumCertificate`: the precommits that decided a block; null for genesis and for a chain of one.
    func getQuorumCertificate(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        guard let number = try number(of: try p.block()) else { throw RPCError.blockNotFound }
        try document(number, try store.certificate(number), "certificate", &w)
    }

    /// `starling_getBlockExecution`: the record of a block's execution, under the name `recording`.
    func getBlockExecution(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        guard let number = try number(of: try p.block()) else { throw RPCError.blockNotFound }
        try document(number, try store.executionRecord(number), "recording", &w)
    }

    private func document(_ number: UInt64, _ bytes: [UInt8]?, _ name: String, _ w: inout JSONWriter) throws {
        let stored = try header(number)
        w.object { w in
            w.field("block_number", integer: number)
            w.field("block_hash", felt: stored.hash)
            w.key(name)
            if let bytes { w.string(Data(bytes).base64EncodedString()) } else { w.null() }
        }
    }

    /// `starling_getValidators`: the committee.
    func getValidators(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        w.array(validators()) { w, validator in
            w.object { w in
                w.field("index", integer: validator.index)
                w.field("name", string: validator.name)
                w.field("public_key", string: "0x" + HexBytes.encode(validator.publicKey))
                w.field("weight", integer: validator.weight)
            }
        }
    }

    /// `starling_getEvidence`: what validators signed that excludes each other, as far as this node knows.
    func getEvidence(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        w.array(evidence()) { w, found in
            w.object { w in
                w.field("validator", integer: found.validator)
                w.field("height", integer: found.height)
                w.field("round", integer: found.round)
                w.key("messages")
                w.array(found.messages) { w, message in
                    w.object { w in
                        w.field("bytes", string: Data(message.bytes).base64EncodedString())
                        if !message.contentDigest.isEmpty {
                            w.field("content_sha256", string: HexBytes.encode(message.contentDigest))
                        }
                    }
                }
            }
        }
    }
}
