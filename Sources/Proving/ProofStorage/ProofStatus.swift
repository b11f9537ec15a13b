public import JSONCoding

/// How far a block's proof is: the one type for it from the prover's table over its status interface to the explorer's
/// pages. It is the prover's word; what a proof is worth is decided by whoever verifies it.
public struct ProofStatus: Sendable, Equatable {
    /// The stages of a block's proof.
    public enum Stage: String, Sendable, CaseIterable {
        /// Not begun, or to be tried again.
        case waiting
        /// Being made.
        case proving
        /// Made, verified and stored.
        case stored
        /// Given up.
        case failed
        /// A block without transactions: there is nothing to prove.
        case empty
    }

    public var stage: Stage
    /// Attempts begun.
    public var attempts: Int
    /// Why the last attempt failed: text of the prover.
    public var reason: String?
    /// Seconds from the block's time until the proof was stored; 0 before.
    public var lagSeconds: UInt64
    /// The proof file's size; 0 before it is stored.
    public var bytes: UInt64
    /// Call frames of the block, and how many of them the proof covers; 0 before it is stored.
    public var frames: Int
    public var provenFrames: Int

    public init(
        _ stage: Stage, attempts: Int = 0, reason: String? = nil, lagSeconds: UInt64 = 0, bytes: UInt64 = 0,
        frames: Int = 0, provenFrames: Int = 0
    ) {
        self.stage = stage
        self.attempts = attempts
        self.reason = reason
        self.lagSeconds = lagSeconds
        self.bytes = bytes
        self.frames = frames
        self.provenFrames = provenFrames
    }
}

extension ProofStatus {
    /// A reason longer than this is cut when it is read.
    static let reasonCharactersMax = 2000

    /// Writes the members of a JSON object that is open.
    public func writeMembers(to json: inout JSONWriter) {
        json.field("state", string: stage.rawValue)
        json.field("attempts", integer: attempts)
        json.key("reason")
        if let reason { json.string(reason) } else { json.null() }
        json.field("bytes", integer: bytes)
        json.field("lag_seconds", integer: lagSeconds)
        json.field("frames", integer: frames)
        json.field("proven_frames", integer: provenFrames)
    }

    /// Reads the members again. A stage that is not known is an error: it must not pass for another one.
    public init(json: JSONValue) throws(JSONError) {
        let member = try json.member("state")
        guard let stage = Stage(rawValue: try member.string()) else { throw member.mismatch("a stage of a proof") }
        let reason = try json.optional("reason").flatMap { (value) throws(JSONError) -> String? in
            value.isNull ? nil : String(try value.string().prefix(ProofStatus.reasonCharactersMax))
        }
        self.init(
            stage, attempts: try json.optional("attempts")?.integer(Int.self) ?? 0, reason: reason,
            lagSeconds: try json.member("lag_seconds").integer(UInt64.self),
            bytes: try json.member("bytes").integer(UInt64.self),
            frames: try json.optional("frames")?.integer(Int.self) ?? 0,
            provenFrames: try json.optional("proven_frames")?.integer(Int.self) ?? 0)
    }
}
