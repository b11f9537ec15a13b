import CNative
import CairoMachine
import EllipticCurves
import FiniteFields
import HashFunctions
import NativeLayout

/// What generated code reaches of this side: hashes, curves, quotients, system calls.
enum NativeHandlerTable {
    /// One table for all calls.
    static var pointer: UnsafePointer<NativeHandlers> { shared.pointer }

    private static let shared = Shared()

    private final class Shared: @unchecked Sendable {
        let pointer: UnsafePointer<NativeHandlers>

        init() {
            let made = UnsafeMutablePointer<NativeHandlers>.allocate(capacity: 1)
            made.initialize(
                to: NativeHandlers(
                    system_call: { context, number, request, response in
                        FrameHost.of(context)?.systemCall(number, request, response) ?? FrameHost.abort(.machine)
                    },
                    curve: { context, operation, operands, result in
                        FrameHost.of(context)?.curve(operation, operands, result) ?? FrameHost.abort(.machine)
                    },
                    pedersen: { _, x, y, result in
                        guard let x, let y else { return }
                        result?.pointee = NativeFelt(Pedersen.hash(x.pointee.felt, y.pointee.felt))
                    },
                    hades: { _, state in
                        guard let state else { return }
                        let made = Poseidon.permute(state[0].felt, state[1].felt, state[2].felt)
                        state[0] = NativeFelt(made.0)
                        state[1] = NativeFelt(made.1)
                        state[2] = NativeFelt(made.2)
                    },
                    divide_felts: { _, x, y, result in
                        guard let x, let y else { return }
                        result?.pointee = NativeFelt(x.pointee.felt * y.pointee.felt.inverse)
                    },
                    blake: { _, state, count, block, isFinal, result in
                        guard let state, let block, let result else { return }
                        var words = InlineArray<16, UInt32>(repeating: 0)
                        for index in 0..<16 { words[index] = block[index] }
                        var before = SIMD8<UInt32>()
                        for index in 0..<8 { before[index] = state[index] }
                        let after = Blake2s.compress(before, words, counter: UInt64(count), isFinal: isFinal != 0)
                        for index in 0..<8 { result[index] = after[index] }
                    }))
            pointer = UnsafePointer(made)
        }
    }
}
