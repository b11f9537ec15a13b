public import FiniteFields
import StarknetModel

extension TransactionInfo {
    /// What contracts see inside a meta transaction of version 0 that something inside this transaction makes (EXEC §3.10): as if
    /// its target had sent an invocation of old, with this signature and nothing else. A query stays one.
    public func metaTransaction(
        to target: Felt252, selector: Felt252, calldata: [Felt252], signature: [Felt252]
    ) -> TransactionInfo {
        let invocation = LegacyInvocation(contractAddress: target, entryPointSelector: selector, calldata: calldata)
        let isQuery = version.limbs.2 & 1 == 1
        return TransactionInfo(
            version: isQuery ? LegacyInvocation.queryVersion : .zero, account: target, signature: signature,
            hash: invocation.hash(chainID: chainID, isQuery: isQuery), chainID: chainID, nonce: .zero,
            resourceBounds: [], tip: .zero)
    }
}
