/// Fields that may have another value in an accepted bundle, and why. A field that is refused must not stand here.
public enum DamageReview {
    private static let copy = "The opening is a set that is looked into by hash or address: a copy adds nothing."

    /// Of bundles whose block is the one that was signed.
    public static let ofBundle: [String: String] = [
        "opening.pedersenNodes more": copy,
        "opening.poseidonNodes more": copy,
        "opening.contracts more": copy,
        "block.receipts[](aborted).gas.l2Gas": unsigned,
        "manifest.frames[].transcript(empty).offset": nowhere,
        "manifest.frames[].asserts[].expected(empty).offset": nowhere,
    ]

    /// Kinds of which some fields are accepted and others refused.
    public static let ofSomeFields: Set<String> = [
        "manifest.frames[].transcript(empty).offset", "manifest.frames[].asserts[].expected(empty).offset",
    ]

    private static let nowhere = "Where nothing lies is read by nothing, but by the code of a frame that is proven."
    private static let unsigned =
        "A receipt's hash holds 0 in the place of L2 gas, and no frame proves this execution: its verdict says so."

    /// Of blocks that more than two thirds of the committee sign with the changed value.
    public static let ofSignedBlock: [String: String] = [
        "block.receipts[](aborted).status.reason": claimed,
        "block.receipts[](aborted).gas.l2Gas": claimed,
    ]

    private static let claimed =
        "An execution that no frame proves: its verdict says that gas and reason are the validators' word."
}
