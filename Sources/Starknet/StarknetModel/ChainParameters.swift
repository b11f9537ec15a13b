public import FiniteFields

/// What a chain is, for good: fixed by genesis and pinned by every verifier.
public struct ChainParameters: Hashable, Sendable {
    /// The chain id: an ASCII felt such as SN_SEPOLIA.
    public var chainID: Felt252
    /// Whether transactions pay. Without fees no fee token is called and every receipt's fee is 0.
    public var fees: Bool
    /// The token fees are paid in.
    public var feeToken: ContractAddress
    /// Whether blocks hold messages of L1. That a message was sent there, and is handled once, no rule of this chain can tell.
    public var handlesMessages: Bool

    /// A chain with the given parameters.
    public init(
        chainID: Felt252, fees: Bool, feeToken: ContractAddress = .strk, handlesMessages: Bool = false
    ) {
        self.handlesMessages = handlesMessages
        self.chainID = chainID
        self.fees = fees
        self.feeToken = feeToken
    }
}

extension ContractAddress {
    /// The STRK token, in the place it has on every public network (EXEC §3.13).
    public static var strk: ContractAddress {
        ContractAddress(
            unchecked: Felt252(
                reducing: 0x2018_58f4_287c_938d, 0x0c31_f5cd_61d6_ab07, 0xaf16_a1cd_ee98_ffb2, 0x0471_8f5a_0fc3_4cc1))
    }

    /// The ETH token, in the place it has on every public network.
    public static var eth: ContractAddress {
        ContractAddress(
            unchecked: Felt252(
                reducing: 0x1562_b82f_9e00_4dc7, 0x44dd_d6b9_6f7c_741b, 0x8e99_674b_d3fc_c846, 0x049d_3657_0d4e_46f4))
    }

    /// The universal deployer, where clients look for it by default.
    public static var universalDeployer: ContractAddress {
        ContractAddress(
            unchecked: Felt252(
                reducing: 0xb1cf_1634_b53a_2125, 0x01c1_5d7d_432f_71af, 0x34c0_1113_685c_831b, 0x02ce_ed65_a4bd_7310))
    }
}
