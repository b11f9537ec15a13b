import ByteCoding
import CairoVerifying
import FiniteFields
import ProtocolRules
import StateTries

extension BlockRejection {
    /// The reason as a sentence, for people.
    public var explanation: String {
        switch self {
        case .encoding(let error): "the bundle or the proof file is malformed: \(error)"
        case .proofEncoding(let error): "the proof part of the file is no Cairo proof: \(error)"
        case .version: "the proof file has another kind or version"
        case .checksum: "the proof file is damaged: its checksum is not that of its content"
        case .otherBlock: "the proof file is about another block"
        case .proofPresence: "there is a proof and nothing to prove, or the other way round"
        case .rules(let violation): "the block breaks a rule of its chain: \(violation.explanation)"
        case .transaction(let index, let rejection):
            "transaction \(index) cannot be in a block: \(rejection.explanation)"
        case .transactionHash(let index): "the hash of transaction \(index) is not that of its fields"
        case .commitment(let commitment): "the header's " + commitment.name + " does not follow from the block's data"
        case .notRequested(let number, let hash):
            "this is block \(number) with the hash \(hash.hex), not the block that was asked for"
        case .genesis: "block 1 does not stand on the pinned genesis block: this is another chain"
        case .ancestors: "the headers handed in do not lead to this block"
        case .certificate(let failure): "the quorum certificate does not hold: " + failure.explanation
        case .classHash(let index): "the code of class \(index) does not hash to what the state commits to"
        case .declaration(let index): "declared class \(index) is not what the block's transactions declare"
        case .recompilation(let hash, let failure):
            "class " + hash.hex + " could not be compiled again to its code: " + failure.explanation
        case .opening(let error):
            "the openings do not prove the values of the previous state" + (error.map { ": \($0)" } ?? "")
        case .stateRoot: "the state root is not that of the previous state with the state diff applied"
        case .manifest(let frame): "the manifest's numbers for frame \(frame) are out of range"
        case .manifestClass(let index): "class \(index) of the manifest is there twice, or is not in the bundle"
        case .programTooLarge: "the block's program is larger than a verifier builds"
        case .program: "the proof file brings a program of its own"
        case .layout: "the run's memory layout is not that of this block's program"
        case .proof(let error): "the STARK proof does not hold for this block's program: " + error.reason
        case .replay(let transaction, let frame, let failure):
            "the replay of transaction \(transaction) stopped in frame \(frame): " + failure.explanation
        case .framesLeftOver: "the proof has frames that no transaction called"
        case .receipt(let index, let field): "the " + field.name + " in receipt \(index) differs from the replay"
        case .stateDiff: "the state diff differs from the replay"
        }
    }
}

extension BlockRejection.RecompilationFailure {
    var explanation: String {
        switch self {
        case .noSierra: "no Sierra class of this hash was handed in"
        case .notCompiled: "its Sierra does not compile"
        case .otherCode: "its Sierra compiles to other code"
        }
    }
}

extension BlockRejection.Commitment {
    var name: String {
        switch self {
        case .counts: "counts"
        case .transactions: "transaction commitment"
        case .events: "event commitment"
        case .receipts: "receipt commitment"
        case .stateDiff: "state diff commitment"
        }
    }
}

extension BlockRejection.ReceiptField {
    var name: String {
        switch self {
        case .status: "status"
        case .events: "events"
        case .messages: "messages"
        case .fee: "fee"
        case .reason: "revert reason"
        case .gas: "resource amounts"
        }
    }
}

extension BlockRejection.CertificateFailure {
    var explanation: String {
        switch self {
        case .otherBlock: "it is about another block"
        case .signers: "a signer is unknown or out of order"
        case .signature(let validator): "the signature of validator \(validator) is not genuine"
        case .quorum: "the signers are not more than two thirds of the committee"
        }
    }
}

extension ReplayFailure {
    var explanation: String {
        switch self {
        case .pointer: "a pointer leaves the program"
        case .work: "following its arrays takes too much work"
        case .frameMissing: "a frame is missing"
        case .otherFrame: "the next frame is not this call's"
        case .classMissing: "a class is missing or not declared"
        case .header: "a syscall is malformed"
        case .handle: "a curve point's handle stands for no point, or for two"
        case .abort(let abort):
            "the protocol aborts what must not abort in a block: \(abort.cause.explanation)"
        case .gas: "gas or failure flag of a response differ from the protocol's"
        case .response: "a response differs from the protocol's"
        case .executionInfo: "the execution info differs from header, transaction or call"
        case .transcriptEnd: "the transcript does not end where the manifest says"
        case .arena: "the dictionaries break the rules of the segment arena"
        case .opening: "a value of the previous state is not opened"
        }
    }
}

extension BlockRejection: CustomStringConvertible {
    public var description: String { explanation }
}
