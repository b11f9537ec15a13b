/// Where this node has a transaction from.
public enum TransactionOrigin: Sendable {
    /// A client sent it to this node, which keeps it in its journal and passes it on.
    case client
    /// Another node passed it on.
    case peer
    /// An earlier process of this node took it: it was read from the journal, where it still is, and others know of it.
    case journal
}
