/// How lines are written: for machines, or for the person at a terminal.
enum LogFormat: Equatable {
    case json
    /// `09:30:00.123 warning rpc: message  key=value`, the level in colour where that is wanted.
    case text(isColoured: Bool)

    /// Text on a terminal, JSON everywhere else. `NO_COLOR` with any content switches colour off (no-color.org).
    init(isTerminal: Bool, environment: [String: String]) {
        let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        self = isTerminal ? .text(isColoured: !isPlain) : .json
    }
}
