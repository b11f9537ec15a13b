import ConstraintSystems
import FiniteFields
import Synchronization

/// Expressions in the cells of a row, one operation after the other: a component's text, written down.
struct Tape: Sendable {
    enum Operation: UInt8, Sendable { case constant, cell, preprocessed, add, subtract, multiply }

    /// `a` and `b` are earlier nodes; for constants and inputs `a` is the value or the number.
    struct Node: Sendable {
        let operation: Operation
        let a: UInt32, b: UInt32
    }

    private(set) var nodes: [Node] = []
    private var constants: [UInt32: UInt32] = [:]

    mutating func append(_ operation: Operation, _ a: UInt32, _ b: UInt32 = 0) -> Expression {
        nodes.append(Node(operation: operation, a: a, b: b))
        return Expression(node: UInt32(nodes.count - 1))
    }

    mutating func constant(_ value: M31) -> Expression {
        if let node = constants[value.value] { return Expression(node: node) }
        let made = append(.constant, value.value)
        constants[value.value] = made.node
        return made
    }

    func constantValue(_ e: Expression) -> UInt32? {
        let node = nodes[Int(e.node)]
        return node.operation == .constant ? node.a : nil
    }

    /// Operations with constants that change nothing are left out.
    mutating func combine(_ operation: Operation, _ a: Expression, _ b: Expression) -> Expression {
        let left = constantValue(a), right = constantValue(b)
        if let left, let right {
            let x = M31(canonical: left), y = M31(canonical: right)
            return constant(operation == .add ? x + y : operation == .subtract ? x - y : x * y)
        }
        switch operation {
        case .add where left == 0: return b
        case .add where right == 0, .subtract where right == 0: return a
        case .multiply where left == 0 || right == 0: return constant(0)
        case .multiply where left == 1: return b
        case .multiply where right == 1: return a
        default: return append(operation, a.node, b.node)
        }
    }

    /// The tape that is written to: operators have no other place to find it. Whoever records holds the lock.
    nonisolated(unsafe) static var current = Tape()
    static let lock = Mutex<Void>(())
}

/// A node of the current tape.
struct Expression: AIRField {
    let node: UInt32

    init(node: UInt32) { self.node = node }
    init(_ constant: M31) { self = Tape.current.constant(constant) }
    static func + (a: Expression, b: Expression) -> Expression { Tape.current.combine(.add, a, b) }
    static func - (a: Expression, b: Expression) -> Expression { Tape.current.combine(.subtract, a, b) }
    static func * (a: Expression, b: Expression) -> Expression { Tape.current.combine(.multiply, a, b) }
    func times(_ c: M31) -> Expression { self * Expression(c) }
    static prefix func - (a: Expression) -> Expression { Expression(0) - a }
}
