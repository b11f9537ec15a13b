public import CairoAIR
import CircleFRI
import Commitments
import StarkVerifying

extension ComponentKind {
    /// The name as a string, for messages.
    public var title: String { name.withUTF8Buffer { String(decoding: $0, as: UTF8.self) } }
}

extension CairoVerificationError {
    /// One sentence for a person: which check failed.
    public var reason: String {
        switch self {
        case .claim(let error): "the claim is invalid: " + error.reason
        case .parametersDiffer: "the proof was made with other parameters than those given"
        case .unsupportedParameters: "the parameters are outside the supported range"
        case .variantDiffers: "the proof is over another preprocessed trace than the parameters name"
        case .preprocessedColumnMissing(let kind):
            "table " + kind.title + " is too large for this preprocessed trace"
        case .preprocessedRoot: "the preprocessed trace's root is not the known one"
        case .preprocessedRootUnknown: "no root of this preprocessed trace is known for these parameters"
        case .claimedSumCount: "there is not one lookup sum for every table"
        case .bigClaimedSum: "memory_id_to_big.claimed_sum is not the sum of its instances"
        case .interactionProofOfWork: "the proof of work before the lookup challenges is missing"
        case .degenerateLookup: "a public lookup term has no inverse for these challenges"
        case .lookupSum: "the lookups do not cancel: tables and public data disagree"
        case .constraints: "the constraints do not hold at the out-of-domain point"
        case .stark(let error): error.reason
        }
    }
}

extension ClaimError {
    var reason: String {
        switch self {
        case .segmentCount: "not eleven segments"
        case .idTooLarge: "a memory id is not below 2^31 - 1"
        case .valueNotCanonical: "a public value is not below the Stark prime"
        case .addressTooLarge: "an address is not below 2^29"
        case .initialPC: "the initial pc is not 1"
        case .initialAp: "the initial ap lies inside the program's first instructions"
        case .initialFp: "the initial fp is not the initial ap"
        case .finalPC: "the final pc is not 5"
        case .finalAp: "the final ap is below the initial one"
        case .finalFp: "the final fp is not the initial one"
        case .bootstrap(let word): "word " + String(word) + " of the program is not the bootstrap's"
        case .outputSegmentMissing: "there is no output segment"
        case .outputRange: "the output segment ends before it starts"
        case .outputLength: "the number of output values is not the output segment's length"
        case .builtinWithoutAIR(let segment): "builtin " + segment.title + " was used, which proofs do not cover"
        case .builtinTableMissing(let segment): "builtin " + segment.title + " was used without its table"
        case .builtinInstances(let segment): "segment " + segment.title + " is not a whole number of instances"
        case .builtinRange(let segment): "segment " + segment.title + " is larger than its table or the memory"
        case .twoPedersenTables: "both tables of the Pedersen builtin are there"
        case .tableRepeated(let kind): "too many instances of table " + kind.title
        case .tableSize(let kind): "table " + kind.title + " has an impossible size"
        case .tableMissing(let kind): "table " + kind.title + " is missing"
        case .tooManyAddresses: "more than 2^29 addresses"
        case .tooManyLargeValues: "too many large memory values"
        case .tooManySteps: "the opcodes' tables have more than 2^29 rows"
        case .tooManyUses(let relation):
            "relation " + String(relation) + " may be used as often as the field has elements"
        }
    }
}

extension StarkError {
    var reason: String {
        switch self {
        case .unsupportedParameters: "the parameters are outside the supported range"
        case .wrongNumberOfCommitments: "there are not four commitments"
        case .wrongNumberOfDecommitments: "there are not four decommitments"
        case .wrongSampleShape(let tree): "the samples of tree " + String(tree) + " have the wrong shape"
        case .wrongQueriedValueShape(let tree): "the queried values of tree " + String(tree) + " have the wrong shape"
        case .columnTooLarge: "a column is too large"
        case .degenerateOutOfDomainPoint: "the out-of-domain point is degenerate"
        case .queryProofOfWork: "the proof of work before the queries is missing"
        case .degenerateQuotient: "the out-of-domain point lies in the domain"
        case .commitment(let tree, let error): "opening of tree " + String(tree) + ": " + error.reason
        case .lowDegree(let error): "low-degree test: " + error.reason
        }
    }
}

extension MerkleError {
    var reason: String {
        switch self {
        case .witnessTooShort: "the witness is too short"
        case .witnessTooLong: "the witness is too long"
        case .positionOutsideTree: "a position lies outside the tree"
        case .conflictingLeaves: "one position has two different leaves"
        case .rootMismatch: "the values do not belong to the root"
        }
    }
}

extension FriError {
    var reason: String {
        switch self {
        case .invalidParameters: "the parameters make no sequence of layers"
        case .wrongNumberOfLayers: "the number of layers is wrong"
        case .wrongLastLayerSize: "the last polynomial has the wrong size"
        case .wrongNumberOfAnswers: "the number of answers is wrong"
        case .witnessTooShort(let layer): "the witness of layer " + String(layer) + " is too short"
        case .witnessTooLong(let layer): "the witness of layer " + String(layer) + " is too long"
        case .commitment(let layer, let error): "layer " + String(layer) + ": " + error.reason
        case .lastLayerMismatch: "a folded value differs from the last polynomial"
        }
    }
}

extension CairoVerificationError: CustomStringConvertible {
    public var description: String { reason }
}
