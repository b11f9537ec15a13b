/// Fields that may have another value in an accepted bundle, and why. A field that is refused must not stand here.
public enum DamageReview {
    private static let copy = "The opening is a set that is looked into by hash or address: a copy adds nothing."

    /// Of bundles whose block is the one that was signed.
    public static let ofBundle: [String: String] = [
        "opening.pedersenNodes more": copy,
        "opening.poseidonNodes more": copy,
        "opening.contracts more": copy,
        "manifest.frames[].transcript(empty).offset": nowhere,
        "manifest.frames[].asserts[].expected(empty).offset": nowhere,
    ]

    /// Kinds of which some fields are accepted and others refused.
    public static let ofSomeFields: Set<String> = [
        "manifest.frames[].transcript(empty).offset", "manifest.frames[].asserts[].expected(empty).offset",
    ]

    private static let nowhere = "Where nothing lies is read by nothing, but by the code of a frame that is proven."

    /// Of blocks that more than two thirds of the committee sign with the changed value: none.
    public static let ofSignedBlock: [String: String] = [:]
}
