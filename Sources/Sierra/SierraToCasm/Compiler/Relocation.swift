import SierraModel

/// What a distance in code is measured to, once all code is there.
struct Relocation {
    enum Target {
        case statement(Int)
        case segment(Int)
        case constant(TypeID, segment: Int)
        case circuit(TypeID)
        case end
    }

    var instruction: Int
    var target: Target
}
