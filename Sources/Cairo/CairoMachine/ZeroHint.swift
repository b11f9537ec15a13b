/// A hint of a compiled Cairo 0 program: the few of the common library that proof-mode programs need.
enum ZeroHint: Sendable, Equatable {
    case allocateSegment
}
