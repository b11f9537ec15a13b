import HTTPServing

/// Which web pages may use the RPC, and under which names it is reached.
///
/// A page in somebody's browser can send requests to a node that only this somebody can reach. Browsers say in `Origin` on
/// whose behalf they ask, so requests with an origin that is not on the list are refused; programs send none. Pages can
/// also give their own name an address of this network (DNS rebinding): a `Host` that is a name with a dot in it is refused
/// unless it is on the list. Addresses, `localhost` and names without a dot, which no page can have, are always fine.
public struct BrowserPolicy: Sendable {
    /// Origins such as `https://wallet.example`; `*` stands for all.
    public var origins: Set<String>
    /// Names under which the node is reached, such as `rpc.example.org`; `*` stands for all.
    public var hosts: Set<String>

    public init(origins: Set<String> = [], hosts: Set<String> = []) {
        self.origins = origins
        self.hosts = hosts
    }

    /// Why a request is refused; nil when it is not.
    func refusal(_ request: HTTPRequest) -> HTTPResponse? {
        if let host = request.header("host"), !isKnown(host) {
            return HTTPResponse(
                status: 403, text: "this node does not answer under the name of this Host header; --hosts allows names")
        }
        guard let origin = request.header("origin"), !isAllowed(origin) else { return nil }
        return HTTPResponse(status: 403, text: "web pages of this origin may not use this node; --cors allows origins")
    }

    private func isAllowed(_ origin: String) -> Bool { origins.contains("*") || origins.contains(origin) }

    private func isKnown(_ host: String) -> Bool {
        if hosts.contains("*") || host.isEmpty { return true }
        // An IPv6 address is in brackets; else a port may follow a colon.
        if host.hasPrefix("[") { return true }
        let name = String(host.prefix { $0 != ":" })
        if !name.contains(".") { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isAddress = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return isAddress || hosts.contains(name)
    }

    /// What an answer says about the pages that may read it.
    func headers(_ request: HTTPRequest) -> [(name: String, value: String)] {
        guard let origin = request.header("origin"), isAllowed(origin) else { return [] }
        return [
            ("Access-Control-Allow-Origin", origins.contains("*") ? "*" : origin), ("Vary", "Origin"),
        ]
    }
}
