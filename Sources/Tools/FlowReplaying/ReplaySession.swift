/// Flows that were recorded against one fresh node, in their order.
public struct ReplaySession: Sendable {
    public var name: String
    /// Whether blocks are made on demand only.
    public var isOnDemand: Bool
    /// Whether L2 gas is compared.
    public var comparesL2Gas: Bool
    /// Files below the vectors' folder.
    public var files: [String]

    /// The sessions of the recordings, but the one that forks another network.
    public static let all: [ReplaySession] = [
        ReplaySession(name: "A", isOnDemand: false, comparesL2Gas: false, files: flows(a, "flows")),
        ReplaySession(name: "B", isOnDemand: false, comparesL2Gas: false, files: flows(["12-devnet-methods"], "flows")),
        ReplaySession(name: "C", isOnDemand: true, comparesL2Gas: false, files: flows(["15-pre-confirmed"], "flows")),
        ReplaySession(name: "S", isOnDemand: false, comparesL2Gas: true, files: flows(s, "flows_sierra_gas")),
    ]

    private static let s = [
        "01-chain-basics", "02-account-declare-deploy", "03-declare", "04-deployments", "05-fibonacci",
        "06-erc20-events", "07-calls-and-failures", "09-estimate-simulate-trace", "13-l1-messages", "14-syscalls",
    ]
    private static let a: [String] =
        s.prefix(7) + ["08-errors", "09-estimate-simulate-trace", "10-state-queries"] + s.suffix(2) + ["11-websocket"]

    private static func flows(_ names: [String], _ folder: String) -> [String] { names.map { "\(folder)/\($0).json" } }
}
