import JSONCoding
import StarknetJSON

/// A request body that was read, to be answered now or by a worker that has the time.
public struct RPCWork: Sendable {
    enum Content: Sendable {
        case request(JSONValue)
        /// What is no JSON has its answer already.
        case malformed([UInt8])
    }

    let service: RPCService
    let version: RPCVersion
    let content: Content

    /// Whether it runs contracts, reads through many blocks, or asks for many things at once.
    public var isLong: Bool {
        guard case .request(let root) = content else { return false }
        guard root.kind == .array else { return isLong(root) }
        if root.count > service.limits.batchMax { return false }
        if root.count > service.limits.shortBatchMax { return true }
        return (try? root.array())?.contains { isLong($0) } ?? false
    }

    private func isLong(_ request: JSONValue) -> Bool {
        guard request.kind == .object, let name = (try? request.optional("method")) ?? nil, name.kind == .string,
            let text = try? name.string()
        else { return false }
        return service.method(text)?.isLong ?? false
    }

    /// One answer, a list of them for a batch, or nothing when only notifications came. Gives up, with an error for what is
    /// not answered yet, when its time is used up or `isCancelled` says that nobody waits.
    public func answer(isCancelled: @escaping @Sendable () -> Bool = { false }) -> [UInt8]? {
        switch content {
        case .malformed(let answer): answer
        case .request(let root):
            service.answer(root, version, RPCStop(seconds: service.limits.batchSecondsMax, isCancelled: isCancelled))
        }
    }
}
