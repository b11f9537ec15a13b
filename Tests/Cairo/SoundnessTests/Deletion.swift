/// What is taken out of a component's text.
enum Deletion: Hashable, Sendable, CustomStringConvertible {
    case constraint(Int), lookup(Int)

    var description: String {
        switch self {
        case .constraint(let number): "constraint \(number)"
        case .lookup(let number): "lookup \(number)"
        }
    }
}
