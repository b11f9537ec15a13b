public import FiniteFields
import HashFunctions

/// The consumption of a message from the settlement layer by an L1 handler (version 0, EXEC §3.7).
public struct L1HandlerTransaction: Hashable, Sendable {
    /// The contract that handles the message.
    public var contractAddress: ContractAddress
    /// The handler.
    public var entryPointSelector: Felt252
    /// The sender on the settlement layer, then the payload.
    public var calldata: [Felt252]
    /// The message's number.
    public var nonce: Felt252

    /// A message for `contractAddress`.
    public init(contractAddress: ContractAddress, entryPointSelector: Felt252, calldata: [Felt252], nonce: Felt252) {
        self.contractAddress = contractAddress
        self.entryPointSelector = entryPointSelector
        self.calldata = calldata
        self.nonce = nonce
    }

    /// What the sender says; the first felt of the calldata is who that is.
    public var payload: ArraySlice<Felt252> { calldata.dropFirst() }

    /// The transaction hash on the chain `chainID` (EXEC §2.5).
    public func hash(chainID: Felt252) -> Felt252 {
        Pedersen.hash(list: [
            Felt252(ascii: "l1_handler"), .zero, contractAddress.felt, entryPointSelector,
            Pedersen.hash(list: calldata), .zero, chainID, nonce,
        ])
    }

    /// The hash of the message on L1, 32 bytes: Keccak over words of 256 bits (EXEC §2.7).
    public var messageHash: [UInt8] {
        var words = [calldata.first ?? .zero, contractAddress.felt, nonce, entryPointSelector]
        words.append(Felt252(UInt64(payload.count)))
        return Felt252.l1Hash(words + payload)
    }
}

extension MessageToL1 {
    /// The hash by which L1 knows the message, 32 bytes (EXEC §2.7).
    public var hash: [UInt8] { Felt252.l1Hash([from.felt, to, Felt252(UInt64(payload.count))] + payload) }
}

extension Felt252 {
    /// Whether this is an address of L1: 160 bits.
    public var isL1Address: Bool { limbs.3 == 0 && limbs.2 >> 32 == 0 }

    /// Keccak over words of 256 bits.
    fileprivate static func l1Hash(_ words: [Felt252]) -> [UInt8] {
        var bytes: [UInt8] = []
        for word in words { bytes += word.bigEndianBytes }
        return Keccak256.hash(bytes)
    }
}
