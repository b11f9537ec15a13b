public import FiniteFields
import StarknetModel

/// A system call of the current protocol (EXEC spec §3.10).
public enum SystemCall: UInt8, Sendable, CaseIterable {
    // Written in recordings.
    case callContract = 0, libraryCall = 1, deploy = 2, replaceClass = 3, getClassHashAt = 4, getBlockHash = 5
    case getExecutionInfo = 6, emitEvent = 7, sendMessageToL1 = 8, storageRead = 9, storageWrite = 10, metaTxV0 = 11
    case keccak = 12, sha256ProcessBlock = 13, sha512ProcessBlock = 14, secp256k1New = 15, secp256k1Add = 16
    case secp256k1Mul = 17, secp256k1GetPointFromX = 18, secp256k1GetXy = 19, secp256r1New = 20, secp256r1Add = 21
    case secp256r1Mul = 22, secp256r1GetPointFromX = 23, secp256r1GetXy = 24

    /// The name, whose ASCII bytes are the selector.
    public var name: StaticString {
        switch self {
        case .callContract: "CallContract"
        case .libraryCall: "LibraryCall"
        case .deploy: "Deploy"
        case .replaceClass: "ReplaceClass"
        case .getClassHashAt: "GetClassHashAt"
        case .getBlockHash: "GetBlockHash"
        case .getExecutionInfo: "GetExecutionInfo"
        case .emitEvent: "EmitEvent"
        case .sendMessageToL1: "SendMessageToL1"
        case .storageRead: "StorageRead"
        case .storageWrite: "StorageWrite"
        case .metaTxV0: "MetaTxV0"
        case .keccak: "Keccak"
        case .sha256ProcessBlock: "Sha256ProcessBlock"
        case .sha512ProcessBlock: "Sha512ProcessBlock"
        case .secp256k1New: "Secp256k1New"
        case .secp256k1Add: "Secp256k1Add"
        case .secp256k1Mul: "Secp256k1Mul"
        case .secp256k1GetPointFromX: "Secp256k1GetPointFromX"
        case .secp256k1GetXy: "Secp256k1GetXy"
        case .secp256r1New: "Secp256r1New"
        case .secp256r1Add: "Secp256r1Add"
        case .secp256r1Mul: "Secp256r1Mul"
        case .secp256r1GetPointFromX: "Secp256r1GetPointFromX"
        case .secp256r1GetXy: "Secp256r1GetXy"
        }
    }

    /// The first cell of the request.
    public var selector: Felt252 { Felt252(ascii: name) }

    /// The system call with this selector.
    public init?(selector: Felt252) {
        for call in SystemCall.allCases where call.selector == selector {
            self = call
            return
        }
        return nil
    }
}

extension SystemCall {
    /// One item of a request or response and the cells it takes.
    public enum Item: Sendable, Equatable {
        /// One cell.
        case felt
        /// Two cells: start and end pointer.
        case array
        /// One cell: a pointer to a fixed number of cells.
        case cells(Int)
        /// One cell: an opaque name of an elliptic-curve point.
        case handle
        /// One cell: a pointer to the execution info.
        case executionInfo
    }

    /// The request behind selector and gas.
    public var request: [Item] {
        switch self {
        case .callContract, .libraryCall: [.felt, .felt, .array]
        case .deploy: [.felt, .felt, .array, .felt]
        case .replaceClass, .getClassHashAt, .getBlockHash: [.felt]
        case .getExecutionInfo: []
        case .emitEvent: [.array, .array]
        case .sendMessageToL1: [.felt, .array]
        case .storageRead: [.felt, .felt]
        case .storageWrite: [.felt, .felt, .felt]
        case .metaTxV0: [.felt, .felt, .array, .array]
        case .keccak: [.array]
        case .sha256ProcessBlock, .sha512ProcessBlock: [.cells(8), .cells(16)]
        case .secp256k1New, .secp256r1New: [.felt, .felt, .felt, .felt]
        case .secp256k1Add, .secp256r1Add: [.handle, .handle]
        case .secp256k1Mul, .secp256r1Mul: [.handle, .felt, .felt]
        case .secp256k1GetPointFromX, .secp256r1GetPointFromX: [.felt, .felt, .felt]
        case .secp256k1GetXy, .secp256r1GetXy: [.handle]
        }
    }

    /// The response behind gas and flag when the flag is 0; with flag 1 it is one array. The second item of `New` and
    /// `GetPointFromX` is a plain 0 when the first is 1.
    public var response: [Item] {
        switch self {
        case .callContract, .libraryCall, .metaTxV0: [.array]
        case .deploy: [.felt, .array]
        case .replaceClass, .emitEvent, .sendMessageToL1, .storageWrite: []
        case .getClassHashAt, .getBlockHash, .storageRead: [.felt]
        case .getExecutionInfo: [.executionInfo]
        case .keccak: [.felt, .felt]
        case .sha256ProcessBlock, .sha512ProcessBlock: [.cells(8)]
        case .secp256k1New, .secp256r1New, .secp256k1GetPointFromX, .secp256r1GetPointFromX: [.felt, .handle]
        case .secp256k1Add, .secp256r1Add, .secp256k1Mul, .secp256r1Mul: [.handle]
        case .secp256k1GetXy, .secp256r1GetXy: [.felt, .felt, .felt, .felt]
        }
    }
}

extension SystemCall {
    /// Whether points of this call are of secp256k1; those of the other curve calls are of secp256r1.
    public var isSecp256k1: Bool {
        switch self {
        case .secp256k1New, .secp256k1Add, .secp256k1Mul, .secp256k1GetPointFromX, .secp256k1GetXy: true
        default: false
        }
    }
}
