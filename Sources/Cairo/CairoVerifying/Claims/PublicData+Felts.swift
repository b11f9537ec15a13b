public import FiniteFields
import HashFunctions

extension PublicCell {
    /// The value as a field element. Values of a checked claim are canonical; others are reduced.
    public var felt: Felt252 { Felt252(reducing: value) }

    /// A cell with a field element's value.
    public init(id: UInt32, felt: Felt252) { self.init(id: id, value: felt.words) }
}

extension PublicData {
    /// The program's identity in verification output: the Blake2s felt hash of its words (STWO §4.10).
    public var programHash: Felt252 { Blake2Felt252.hash(list: program.map { $0.felt }) }

    /// What the program wrote to its output segment.
    public var outputFelts: [Felt252] { output.map { $0.felt } }
}
