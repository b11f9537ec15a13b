/// Fields that may have another value in an accepted bundle, and why. A field that is refused must not stand here.
public enum DamageReview {
    private static let copy = "The opening is a set that is looked into by hash or address: a copy adds nothing."

    /// Of bundles whose block is the one that was signed.
    public static let ofBundle: [String: String] = [
        "opening.pedersenNodes more": copy,
        "opening.poseidonNodes more": copy,
        "opening.contracts more": copy,
        "block.receipts[].gas.l2Gas": "No commitment of the protocol covers it: the receipt's leaf has 0 in its place.",
    ]

    private static let word = "The validators' word: the verifier does not compute or pin it."

    /// Of blocks that more than two thirds of the committee sign with the changed value.
    public static let ofSignedBlock: [String: String] = [
        "block.header.context.version": word,
        "block.header.context.usesBlobs": word,
        "block.header.context.gasPrices.l1Gas.wei": word,
        "block.header.context.gasPrices.l1Gas.fri": word,
        "block.header.context.gasPrices.l1DataGas.wei": word,
        "block.header.context.gasPrices.l1DataGas.fri": word,
        "block.header.context.gasPrices.l2Gas.wei": word,
        "block.header.context.gasPrices.l2Gas.fri": word,
        "block.receipts[].gas.l1Gas": word,
        "block.receipts[].gas.l1DataGas": word,
        "block.receipts[].gas.l2Gas": word,
        "block.receipts[].status.reason": word,
    ]
}
