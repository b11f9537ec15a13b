/// Why the execution of an outer call came to its end: the lines of the table of endings.
public enum EndingCause: UInt8, CaseIterable, Sendable {
    /// It returned.
    case returned
    /// Its code panicked, which includes running out of gas inside of it.
    case panicked
    /// A call found no entry point, or too little gas to be entered.
    case notEntered
    /// A system call was answered with an error: too little gas, an argument that the protocol has an answer for.
    case refusedSystemCall
    case noContract, undeclaredClass, undeclaredReplacement, recursionDepth, malformedSystemCall, limit
    case addressInUse, constructorFailed, constructorMissing, notInValidation
    /// The code broke a rule of the machine. No class that was compiled from Sierra can, and the limits of the machine lie
    /// above what gas buys.
    case machine
}

/// What follows from an end of an execution: a line of the table of endings.
///
/// The table stands here once. Execution asks it what to do with an abort and what to charge, revert reasons take their form
/// from it, and validators and verifiers run the same text. In every phase but the execution (`ExecutionPhase`), any end but a
/// return refuses the transaction, and with it the block that holds it.
public struct Ending: Equatable, Sendable {
    /// Whether the caller is told and goes on; what the call did is undone. A failure of the outer call undoes the execution.
    public let isCatchable: Bool
    /// The frames that the execution leaves behind.
    public let frames: Frames
    /// What the sender pays for the execution.
    public let charge: Charge
    /// How its end is told.
    public let reason: Reason
    /// Whether an execution that ends so can be in a block: whether a proof can show it.
    public let isAllowed: Bool

    /// The frames that a proof of the block would run.
    public enum Frames: UInt8, Sendable {
        /// Every frame that was entered, as it ran.
        case all
        /// Every frame that was entered; those under way at the abort run on to their end, the aborting system call and every
        /// later one answered by the void (`SystemCallAnswer.void`), which enters no frame.
        case allInVoid
        /// There is no block with such an execution.
        case none
    }

    /// The gas that is charged for the execution.
    public enum Charge: UInt8, Sendable {
        /// What the outer call did not give back.
        case used
        /// What was gone once the aborting system call was paid for, at whatever depth.
        case untilSystemCall
        /// What was gone after the frame of the failed constructor.
        case untilConstructor
    }

    /// The form of a revert reason (EXEC §3.2).
    public enum Reason: UInt8, Sendable {
        case none
        /// The way to the call that panicked first, then its data.
        case panic
        /// The calls under way, the call that was not entered, and a sentence on a line of its own.
        case call
        /// The calls under way, then a sentence.
        case systemCall
        /// The calls under way, then the constructor's panic.
        case constructor
    }
}

extension EndingCause {
    /// What follows from this end of an execution.
    public var ending: Ending {
        switch self {
        case .returned:
            Ending(isCatchable: true, frames: .all, charge: .used, reason: .none, isAllowed: true)
        case .panicked, .notEntered, .refusedSystemCall:
            Ending(isCatchable: true, frames: .all, charge: .used, reason: .panic, isAllowed: true)
        case .noContract, .undeclaredClass, .recursionDepth, .addressInUse, .constructorMissing:
            Ending(isCatchable: false, frames: .allInVoid, charge: .untilSystemCall, reason: .call, isAllowed: true)
        case .undeclaredReplacement, .malformedSystemCall, .limit:
            Ending(
                isCatchable: false, frames: .allInVoid, charge: .untilSystemCall, reason: .systemCall, isAllowed: true)
        case .constructorFailed:
            Ending(
                isCatchable: false, frames: .allInVoid, charge: .untilConstructor, reason: .constructor, isAllowed: true
            )
        case .notInValidation, .machine:
            Ending(isCatchable: false, frames: .none, charge: .untilSystemCall, reason: .systemCall, isAllowed: false)
        }
    }
}

extension EndingCause {
    /// What happened, as a clause.
    public var explanation: StaticString {
        switch self {
        case .returned: "it returned"
        case .panicked: "its code panicked"
        case .notEntered: "it could not be entered"
        case .refusedSystemCall: "a system call was answered with an error"
        case .noContract: "a call of an address without a contract"
        case .undeclaredClass: "a call or deployment of a class that is not declared"
        case .undeclaredReplacement: "a replacement by a class that is not declared"
        case .recursionDepth: "calls too deep inside each other"
        case .malformedSystemCall: "a system call with arguments that no compiled contract makes"
        case .limit: "more events or messages than a transaction may send"
        case .addressInUse: "a deployment to an address in use"
        case .constructorFailed: "a constructor that failed"
        case .constructorMissing: "arguments for a class without constructor"
        case .notInValidation: "a system call that validation may not make"
        case .machine: "its code broke a rule of the machine"
        }
    }
}
