/// Where the fields of the structs that describe a call lie, in the newest layout (EXEC §3.11): the older ones are beginnings
/// of it.
public enum ExecutionInfoLayout {
    /// Block number and timestamp, sequencer.
    public static let block = ValueLayout(cells: [.integer(64), .integer(64), .felt])

    /// The transaction. Cells of an array are its pointer and its count.
    public static let transaction = ValueLayout(
        cells: [.felt, .felt, .integer(128), .pointer, .extent, .felt, .felt, .felt, .pointer, .extent, .integer(128)]
            + [.pointer, .extent, .integer(32), .integer(32), .pointer, .extent, .pointer, .extent])

    /// Block, transaction, caller, contract, selector.
    public static let call = ValueLayout(cells: [.pointer, .pointer, .felt, .felt, .felt])

    /// Name, greatest amount and greatest price of a resource: an element of the array of bounds.
    public static let bound = ValueLayout(cells: [.felt, .integer(64), .integer(128)])
}
