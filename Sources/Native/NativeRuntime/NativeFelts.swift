import CNative
import FiniteFields

extension NativeFelt {
    /// The canonical integer.
    init(_ felt: Felt252) { self.init(limbs: felt.limbs) }

    /// The element; generated code keeps its felts below the prime.
    var felt: Felt252 { Felt252(reducing: limbs.0, limbs.1, limbs.2, limbs.3) }
}

/// Memory that generated code reads and writes.
extension UnsafeRawPointer {
    func felt(at offset: Int = 0) -> Felt252 { loadUnaligned(fromByteOffset: offset, as: NativeFelt.self).felt }
    func word(at offset: Int = 0) -> UInt64 { loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    func pointer(at offset: Int = 0) -> UnsafeRawPointer? { UnsafeRawPointer(bitPattern: UInt(word(at: offset))) }
}

extension UnsafeMutableRawPointer {
    func put(_ felt: Felt252, at offset: Int = 0) {
        storeBytes(of: NativeFelt(felt), toByteOffset: offset, as: NativeFelt.self)
    }
    func put(_ word: UInt64, at offset: Int = 0) { storeBytes(of: word, toByteOffset: offset, as: UInt64.self) }
    func put(_ pointer: UnsafeRawPointer?, at offset: Int = 0) { put(UInt64(UInt(bitPattern: pointer)), at: offset) }
}
