import Foundation

/// Proxies before a server, whose word for their clients' addresses is taken. Without it every client behind a proxy would
/// share one address's bounds.
struct TrustedProxies: Sendable {
    private let addresses: Set<UInt32>

    /// Of dotted IPv4 addresses; what is none is left out.
    init(_ addresses: Set<String>) { self.addresses = Set(addresses.compactMap(Self.address)) }

    func contains(_ address: UInt32) -> Bool { addresses.contains(address) }

    /// Who asks: the last address in `X-Forwarded-For` that is not a proxy's, where a proxy sent the request. What stands before
    /// it anybody may have written.
    func client(_ request: HTTPRequest, from address: UInt32) -> UInt32 {
        guard contains(address) else { return address }
        let hops = request.headers.filter { $0.name == "x-forwarded-for" }.flatMap { $0.value.split(separator: ",") }
        for hop in hops.reversed() {
            guard let named = Self.address(hop.trimmingCharacters(in: .whitespaces)) else { return address }
            if !contains(named) { return named }
        }
        return address
    }

    /// In network order, as sockets have it.
    static func address(_ text: String) -> UInt32? {
        var address = in_addr()
        return inet_pton(AF_INET, text, &address) == 1 ? address.s_addr : nil
    }
}
