public import PeerNetworking
import RegularFiles
public import ValidatorSigning
public import WriteAheadLog

/// Why a validator's home could not be made or opened. The text is for operators.
public enum HostError: Error, Hashable, Sendable, CustomStringConvertible {
    case system(call: String, path: String, code: Int32)
    /// Making keys never overwrites.
    case exists(String)
    case badCommittee(String)
    /// The home's keys are not in its committee file.
    case notInCommittee(String)
    case signing(SigningError)
    case network(NetworkError)
    case log(LogError)
    case application(String)

    public var description: String {
        switch self {
        case .system(let call, let path, let code): "\(call) \(path): \(RegularFile.reason(code))"
        case .exists(let path): "\(path) exists already; keys are never overwritten"
        case .badCommittee(let reason): reason
        case .notInCommittee(let path): "the keys in \(path) belong to no validator of its committee file"
        case .signing(let error): "\(error)"
        case .network(let error): "\(error)"
        case .log(let error): "the consensus log: \(error)"
        case .application(let reason): reason
        }
    }
}
