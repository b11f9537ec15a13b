/// The most items that decoders of recordings accept.
public enum RecordingLimits {
    public static let transactionsMax = 1 << 14
    public static let framesMax = 1 << 14
    public static let systemCallsMax = 1 << 20
    public static let itemsMax = 16
    public static let feltsMax = BlockProgramLimits.arrayMax
    public static let allocationsMax = 1 << 20
    public static let dictionariesMax = 1 << 20
    public static let classesMax = 1 << 12
}
