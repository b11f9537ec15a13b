/// The versions of the RPC specification that are served.
public enum RPCVersion: String, CaseIterable, Sendable, Comparable {
    case v0_8 = "0.8.1"
    case v0_9 = "0.9.0"
    case v0_10 = "0.10.2"

    /// What `/rpc/` is followed by.
    public var pathPart: String {
        switch self {
        case .v0_8: "v0_8"
        case .v0_9: "v0_9"
        case .v0_10: "v0_10"
        }
    }

    public static func < (a: RPCVersion, b: RPCVersion) -> Bool { a.order < b.order }

    private var order: Int {
        switch self {
        case .v0_8: 8
        case .v0_9: 9
        case .v0_10: 10
        }
    }

    /// The version that a path asks for; nil for a path that serves none.
    public init?(path: String) {
        switch path {
        case "/", "/rpc": self = .v0_10
        case "/rpc/v0_8": self = .v0_8
        case "/rpc/v0_9": self = .v0_9
        case "/rpc/v0_10": self = .v0_10
        default: return nil
        }
    }

    /// The version that a WebSocket at a path speaks: `/ws` before one of the paths above; nil for a path that serves none.
    public init?(socketPath path: String) {
        guard path.hasPrefix("/ws") else { return nil }
        self.init(path: path == "/ws" ? "/" : String(path.dropFirst(3)))
    }
}
