import ConsensusSimulation
public import JSONCoding

/// What a scenario file says, in place of what the seed drew: an object of the members below, all optional.
///
/// ```json
/// {"faults": false, "kills": 3, "clients": 2, "slowness": 300}
/// ```
public struct ScenarioChanges: Sendable {
    private var hasFaults = true
    private var numbers: [String: Int] = [:]
    private var flags: [String: Bool] = [:]

    /// Changes nothing.
    public init() {}

    /// The members that are numbers, with what makes sense.
    private static let ranges: [String: ClosedRange<Int>] = [
        "fault_millis": 1_000...3_600_000, "recovery_millis": 1_000...3_600_000, "loss_percent": 0...90,
        "partitions": 0...1_000, "deaf_links": 0...1_000, "kills": 0...1_000, "power_cuts": 0...1_000,
        "write_fault_permille": 0...500, "damages": 0...1_000, "full_disks": 0...1_000,
        "clock_error_millis": 0...86_400_000, "slowness": 1...10_000, "clients": 0...1_000,
        "client_millis": 1...3_600_000, "conflict_percent": 0...100, "cost_millis_max": 1...1_000_000,
        "wrong_answer_percent": 0...100, "outages": 0...100, "outage_millis": 2_000...3_600_000,
    ]
    private static let switches: Set<String> = ["faults", "greedy_clocks", "twin", "flood"]

    /// Reads a scenario file's object.
    public init(json: JSONValue) throws(JSONError) {
        try json.requireOnly(Self.switches.union(Self.ranges.keys))
        for (name, value) in try json.object() {
            if let range = Self.ranges[name] {
                let number = try value.integer(Int.self)
                guard range.contains(number) else {
                    throw value.mismatch("\(name) of \(range.lowerBound) to \(range.upperBound)")
                }
                numbers[name] = number
            } else if name == "faults" {
                hasFaults = try value.bool()
            } else {
                flags[name] = try value.bool()
            }
        }
    }

    /// A scenario with the changes.
    public func applied(to drawn: Scenario) -> Scenario {
        var scenario = drawn
        if !hasFaults { scenario.removeFaults() }
        func set(_ name: String, _ path: WritableKeyPath<Scenario, Int>) {
            if let number = numbers[name] { scenario[keyPath: path] = number }
        }
        set("fault_millis", \.network.faultMillis)
        set("recovery_millis", \.network.recoveryMillisMax)
        set("loss_percent", \.network.lossPercent)
        set("partitions", \.network.partitionCount)
        set("deaf_links", \.network.deafCount)
        set("kills", \.killCount)
        set("power_cuts", \.powerCutCount)
        set("write_fault_permille", \.writeFaultPermille)
        set("damages", \.damageCount)
        set("full_disks", \.fullDiskCount)
        if let error = numbers["clock_error_millis"] { scenario.clockErrorMillis = -error...error }
        set("clients", \.clientCount)
        set("client_millis", \.clientMillis)
        set("conflict_percent", \.conflictPercent)
        set("cost_millis_max", \.costMillisMax)
        set("outages", \.outageCount)
        set("outage_millis", \.longestOutageMillis)
        set("wrong_answer_percent", \.wrongAnswerPercent)
        if let slowness = numbers["slowness"] { scenario.slowness = scenario.network.weights.map { _ in slowness } }
        scenario.hasGreedyClocks = flags["greedy_clocks"] ?? scenario.hasGreedyClocks
        scenario.hasTwin = flags["twin"] ?? scenario.hasTwin
        scenario.hasFlood = flags["flood"] ?? scenario.hasFlood
        return scenario
    }
}
