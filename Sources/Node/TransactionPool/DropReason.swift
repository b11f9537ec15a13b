/// Why a transaction that the pool had taken left it without a block. The pool's journal knows them by their place in this
/// list: new ones go to its end.
public enum DropReason: String, CaseIterable, Sendable, Equatable {
    /// When its turn came it could not be executed any more: its account or its balance had changed.
    case notExecutable = "it could not be executed any more when its turn came"
    /// Its execution took longer than a block may take.
    case tooSlow = "its execution takes longer than a block may take"
    /// Another transaction of the same nonce was included.
    case nonceUsed = "another transaction of this nonce was included"
    /// Another transaction of the same nonce that offers more took its place.
    case replaced = "a transaction of the same nonce that offers more took its place"
    /// The pool was full and others came first.
    case evicted = "the pool was full and others came first"
    /// It found no block in time.
    case expired = "it waited for too long"
    /// Its execution asks more of the prover than a block may.
    case notProvable = "its execution asks more of the prover than a block may"
}
