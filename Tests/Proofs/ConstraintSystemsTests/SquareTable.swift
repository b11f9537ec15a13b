import ConstraintSystems

/// The smallest table with everything: a row holds a number and its square, and looks both up.
enum SquareTable: AIRComponent {
    static let relation = Relation(id: 77, index: 3)

    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let number = e.input()
        let square = e.cell(equalTo: number * number)
        e.use(relation, [number, square])
    }
}
