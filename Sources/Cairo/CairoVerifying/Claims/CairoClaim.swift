public import CairoAIR

/// One table of the trace: a component, and for `memoryIdToBig` which of its instances.
public struct ComponentInstance: Equatable, Sendable {
    /// The component.
    public var kind: ComponentKind
    /// The instance's number among those of its component, from 0.
    public var number: Int
    /// Log of the number of rows.
    public var logSize: UInt32
}

/// What the prover claims before any randomness: the public data and the sizes of the tables (STWO §4.3 step 4).
public struct CairoClaim: Equatable, Sendable {
    /// What the run says of itself.
    public var publicData: PublicData
    /// By `ComponentKind.rawValue`, the log sizes of the instances of each component: none where it is absent, up to
    /// sixteen for `memoryIdToBig`, else at most one.
    private var logSizes: [[UInt32]]

    /// A claim without tables.
    public init(publicData: PublicData) {
        self.publicData = publicData
        logSizes = [[UInt32]](repeating: [], count: ComponentKind.allCases.count)
    }

    /// The largest number of instances of `memoryIdToBig`.
    public static var bigInstancesMax: Int { 16 }
    /// Slots of the flat claim: every component once, `memoryIdToBig` sixteen times.
    public static var slots: Int { ComponentKind.allCases.count &- 1 &+ bigInstancesMax }

    /// The log sizes of a component's instances.
    public subscript(kind: ComponentKind) -> [UInt32] {
        get { logSizes[Int(kind.rawValue)] }
        set { logSizes[Int(kind.rawValue)] = newValue }
    }

    /// All tables that are there, in the order of claim, commitment and constraints.
    public var instances: [ComponentInstance] {
        var result: [ComponentInstance] = []
        for kind in ComponentKind.allCases {
            for (number, logSize) in self[kind].enumerated() {
                result.append(ComponentInstance(kind: kind, number: number, logSize: logSize))
            }
        }
        return result
    }
}
