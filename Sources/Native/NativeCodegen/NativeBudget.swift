/// What the compiler to machine code may be given. It takes time with the square of what stands in one block, so these
/// bounds, and not only the watch over its process, keep it from taking minutes.
///
/// The values lie well above what compiled contracts need (in brackets) and below where times get long.
public enum NativeBudget {
    /// Instructions of a block (215).
    public static let blockInstructionsMax = 1_000
    /// Sums, differences and products of felts in a block (84).
    public static let blockFeltsMax = 300
    /// Merged values of a function (498).
    public static let mergedValuesMax = 2_000
    /// Instructions of a function (7,191).
    public static let functionInstructionsMax = 15_000
    /// Instructions of a class.
    public static let classInstructionsMax = 120_000

    /// Which of them a class exceeds.
    public enum Excess: Sendable {
        case block, felts, mergedValues, function, `class`
    }
}
