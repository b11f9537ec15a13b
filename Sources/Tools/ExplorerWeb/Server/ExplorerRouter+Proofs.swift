import HTMLBuilding
import JSONCoding
import SQLiteStorage

/// The states of proofs of the blocks on a page, for the script that keeps its badges fresh.
extension ExplorerRouter {
    private static let proofsMax = 50

    /// `/api/proofs?blocks=7,8`: of each block that is known, what its badge says. Asking for it tells the follower that
    /// somebody looks.
    func proofData(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        let numbers = text.split(separator: ",").prefix(ExplorerRouter.proofsMax).compactMap { UInt64($0) }
        proofs.watch(numbers)
        var blocks: [BlockSummary] = []
        for number in numbers {
            if let block = try index.block(number: number) { blocks.append(block) }
        }
        var writer = JSONWriter()
        writer.array(blocks) { json, block in
            json.object { json in
                json.field("block", integer: block.number)
                for (name, value) in [
                    ("label", block.proof.label), ("tone", block.proof.tone),
                    ("note", HostileText.visible(block.proof.note, limit: 300)),
                ] {
                    json.field(name, string: value)
                }
            }
        }
        return json(writer.bytes)
    }
}
