import Glibc

/// Why a network could not be set up, or why a link ended.
public enum NetworkError: Error, Hashable, Sendable {
    /// A system call failed with this `errno`.
    case system(call: String, code: Int32)
    /// OpenSSL's reason.
    case tls(String)
    /// The name has no address.
    case unknownHost(String)
    /// The other side closed the link.
    case closed
    /// The handshake took too long, or the connection could not be made in time.
    case handshakeTimeout
    /// Newer connections needed the place of one whose handshake was not done.
    case crowdedOut
    /// Nothing was heard for too long.
    case idle
    /// What was to be sent was not taken for too long.
    case writeStall
    /// A frame announces this many bytes, more than allowed.
    case frameTooLong(Int)
    /// The peer is not in the committee, or is this node itself.
    case notAMember
    /// A newer link to the same peer took over.
    case replaced
    /// The receiver of frames refused one.
    case refused(String)
}

extension NetworkError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .tls(let reason): "TLS: \(reason)"
        case .unknownHost(let name): "\(name): the name has no address"
        case .closed: "the other side closed the link"
        case .handshakeTimeout: "the connection or its handshake took too long"
        case .crowdedOut: "newer connections took the place of this one, whose handshake was not done"
        case .idle: "nothing was heard for too long"
        case .writeStall: "what was to be sent was not taken for too long"
        case .frameTooLong(let count): "a frame of \(count) bytes, more than allowed"
        case .notAMember: "the peer is not in the committee, or is this node itself"
        case .replaced: "a newer link to the same peer took over"
        case .refused(let reason): "a frame was refused: \(reason)"
        }
    }
}
