public import FiniteFields

/// What of a class compiles: the program in its felt encoding and the entry points (EXEC §4.1).
public struct SierraContract: Sendable {
    /// One entry point: the selector, and which function of the program it is.
    public struct EntryPoint: Sendable {
        public var selector: Felt252
        public var function: UInt64

        /// The entry point with this selector.
        public init(selector: Felt252, function: UInt64) {
            self.selector = selector
            self.function = function
        }
    }

    public var program: [Felt252]
    public var external: [EntryPoint]
    public var l1Handler: [EntryPoint]
    public var constructor: [EntryPoint]

    /// A contract with the given content.
    public init(program: [Felt252], external: [EntryPoint], l1Handler: [EntryPoint], constructor: [EntryPoint]) {
        self.program = program
        self.external = external
        self.l1Handler = l1Handler
        self.constructor = constructor
    }
}
