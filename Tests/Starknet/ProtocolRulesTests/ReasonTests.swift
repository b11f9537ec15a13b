import FiniteFields
import StarknetModel
import Testing

@testable import ProtocolRules

/// What a revert reason is made of: texts in panic data, the way from the outer call to the one that failed, fees.
struct ReasonTests {
    private let magic = ByteArrayPanic.magic
    private let entryPointFailed = ProtocolFelts.entryPointFailed

    private func text(_ felts: [Felt252]) -> String? {
        ByteArrayPanic(felts).map { String(decoding: $0.text, as: UTF8.self) }
    }

    /// A felt of so many characters.
    private func word(_ count: Int, _ character: UInt8 = 0x61) -> Felt252 {
        (0..<count).reduce(Felt252.zero) { felt, _ in felt * Felt252(256) + Felt252(UInt64(character)) }
    }

    @Test func `a serialised text is read, and nothing that only looks like one`() {
        #expect(text([magic, .zero, word(3), Felt252(3)]) == "aaa")
        #expect(text([magic, .one, word(31), word(30), Felt252(30)])?.count == 61)
        #expect(text([magic, .zero, .zero, .zero]) == "")
        let none: [[Felt252]] = [
            [], [magic], [magic, .zero, .zero], [magic + .one, .zero, word(3), Felt252(3)],
            [magic, .one, word(3), Felt252(3)], [magic, .zero, word(1), word(3), Felt252(3)],
            [magic, .zero, word(31), Felt252(31)],
            [magic, .zero, word(2, 31), Felt252(2)], [magic, .zero, word(2, 127), Felt252(2)],
            [magic, Felt252(65_536), word(3), Felt252(3)],
            [magic, Felt252(0x8000_0000_0000_0000), word(3), Felt252(3)],
            [magic, -Felt252.one, word(3), Felt252(3)],
        ]
        for felts in none { #expect(ByteArrayPanic(felts) == nil, "\(felts.map(\.hex))") }
        // As long as it says, and too long for any panic.
        let long = [magic, Felt252(65_536)] + [Felt252](repeating: word(31), count: 1 << 16) + [word(3), Felt252(3)]
        #expect(ByteArrayPanic(long) == nil)
    }

    @Test func `a failure that was passed on is followed to the call it came from`() {
        var trace = CallTrace()
        let root = trace.add(ScriptedHost.entry())
        trace.enter(root)
        let early = trace.add(ScriptedHost.entry())
        trace.leave(early, panic: [.one])
        let inner = trace.add(ScriptedHost.entry())
        trace.enter(inner)
        let deep = trace.add(ScriptedHost.entry())
        trace.leave(deep, panic: [Felt252(5)])
        trace.leave(inner, panic: [Felt252(5), entryPointFailed])
        trace.leave(root, panic: [Felt252(5), entryPointFailed, entryPointFailed])
        #expect(trace.origin(of: [Felt252(5), entryPointFailed, entryPointFailed], in: root) == inner)
        #expect(trace.origin(of: [Felt252(5), entryPointFailed], in: inner) == deep)
        #expect(trace.origin(of: [.one, entryPointFailed], in: root) == early)
        // Another frame's call, other data, a panic of the frame's own.
        #expect(trace.origin(of: [Felt252(5), entryPointFailed], in: root) == nil)
        #expect(trace.origin(of: [.one, .one], in: root) == nil)
        #expect(trace.origin(of: [], in: root) == nil)
    }

    @Test func `aborts of the code itself are told with what it did`() {
        func text(_ abort: ExecutionAbort) -> String {
            String(decoding: RevertReason(CallTrace(), abort: abort).bytes, as: UTF8.self)
        }
        let start = "Transaction execution has failed:\nExecution "
        #expect(text(.machine(reason: Array("pcOutsideCode".utf8))) == start + "failed. pcOutsideCode")
        #expect(text(.unknownSystemCall(0x1234)) == start + "failed. Unknown system call 0x1234.")
    }

    @Test func `a number of 128 bits is written in decimal`() {
        let high = UInt128(1) << 96
        let numbers: [UInt128] = [0, 9, 10, high - 1, high, UInt128.max, UInt128.max / 7]
        for number in numbers {
            var text = ReasonText()
            text.append(number)
            #expect(String(decoding: text.bytes, as: UTF8.self) == String(number))
        }
    }

    @Test func `a fee that does not fit into 128 bits is refused`() throws {
        func prices(_ l1: UInt128, _ l2: UInt128) -> GasPrices {
            GasPrices(
                l1Gas: GasPrice(wei: 1, fri: l1), l1DataGas: GasPrice(wei: 1, fri: 1), l2Gas: GasPrice(wei: 1, fri: l2))
        }
        let one = GasVector(l1Gas: 1, l1DataGas: 0, l2Gas: 1)
        #expect(try one.fee(prices(1, .max - 1), tip: 0) == .max)
        // The sum, a product, a price with its tip.
        #expect(throws: TransactionRejection.feeTooLarge) { try one.fee(prices(2, .max - 1), tip: 0) }
        let two = GasVector(l1Gas: 2, l1DataGas: 0, l2Gas: 0)
        #expect(throws: TransactionRejection.feeTooLarge) { try two.fee(prices(1 << 127, 1), tip: 0) }
        #expect(throws: TransactionRejection.feeTooLarge) { try one.fee(prices(1, .max), tip: 1) }
    }
}
