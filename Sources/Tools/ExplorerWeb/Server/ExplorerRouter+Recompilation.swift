import ByteCoding
import FiniteFields
import HTMLBuilding
import StarknetJSON
import StarknetModel

/// What the reader's browser compiles again.
extension ExplorerRouter {
    /// `/sierra/HASH`: a class's Sierra as bytes (`SierraClass`), as the node has it; the browser computes its hash. Without it, a
    /// sentence that says why.
    func sierra(_ text: String) -> ExplorerResponse {
        guard verifier != nil, let hash = Felt252(hex: text)?.hex else {
            return ExplorerResponse(status: 404, text: "That is no class hash.")
        }
        switch node.ask("starknet_getClass", ExplorerRouter.latest(hash, "class_hash")) {
        case .result(let answer):
            guard let sierra = try? SierraClass(json: answer) else {
                return ExplorerResponse(status: 503, text: "What the node has as this class is no Sierra class.")
            }
            return ExplorerResponse(
                contentType: "application/octet-stream", body: sierra.encoded, keeping: .tagged("\"\(hash)\""))
        case .absent: return ExplorerResponse(status: 404, text: "The node has no such class.")
        case .refused(let reason): return ExplorerResponse(status: 503, text: HostileText.visible(reason, limit: 200))
        case .silent: return ExplorerResponse(status: 503, text: "The node does not answer.")
        }
    }
}
