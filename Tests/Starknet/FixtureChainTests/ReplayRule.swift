import BlockPrograms
import CasmModel
import FiniteFields
import FixtureChains
import StarknetModel

/// Something the replay does or answers. The table of all of them says how often the fixture chain makes it do so.
struct ReplayRule {
    let name: String
    /// How often a block reaches it.
    let count: (FixtureEvidence) -> Int

    static var all: [ReplayRule] { systemCalls + failures + calls + state + frames }

    // MARK: System calls

    private static var systemCalls: [ReplayRule] {
        var rules: [ReplayRule] = []
        for call in SystemCall.allCases {
            rules.append(.init("\(call): success") { $0.calls(call) { !$0.failed } })
            // Whose whole price is the base that the compiler takes can never be too expensive.
            if call.requiredGas(arrayCount: 0) > 0 {
                rules.append(.init("\(call): out of gas") { $0.failures(call, ProtocolFelts.outOfGas) })
            }
        }
        return rules
    }

    private static var failures: [ReplayRule] {
        let secp: [SystemCall] = [.secp256k1New, .secp256r1New, .secp256k1GetPointFromX, .secp256r1GetPointFromX]
        let add: [SystemCall] = [.secp256k1Add, .secp256r1Add]
        return secp.flatMap { call in
            [
                ReplayRule("\(call): coordinate out of range") { $0.failures(call, ProtocolFelts.invalidArgument) },
                ReplayRule("\(call): no such point") {
                    $0.calls(call) { !$0.failed && $0.response.first == .felt(.one) }
                },
            ]
        }
            + add.map { call in
                ReplayRule("\(call): infinity") {
                    $0.calls(call) { $0.response == [.point([.zero, .zero, .zero, .zero])] }
                }
            } + [
                ReplayRule("keccak: bad length") { $0.failures(.keccak, ProtocolFelts.invalidInputLength) },
                ReplayRule("keccak: no words") { $0.calls(.keccak) { !$0.failed && $0.firstArray == 0 } },
                ReplayRule("keccak: several rounds") { $0.calls(.keccak) { !$0.failed && $0.firstArray > 17 } },
                ReplayRule("getBlockHash: out of range") {
                    $0.failures(.getBlockHash, ProtocolFelts.blockNumberOutOfRange)
                },
                ReplayRule("callContract: __execute__ refused") {
                    $0.failures(.callContract, ProtocolFelts.invalidArgument)
                },
                ReplayRule("metaTxV0: another entry point refused") {
                    $0.failures(.metaTxV0, ProtocolFelts.invalidArgument)
                },
                ReplayRule("metaTxV0: the account panicked") { $0.calls(.metaTxV0) { $0.failed && $0.callee != nil } },
                ReplayRule("metaTxV0: an account with a key refuses") {
                    let refusal = Felt252(ascii: "meta transactions are refused")
                    return $0.calls(.metaTxV0) {
                        $0.response == [.array([refusal, ProtocolFelts.entryPointFailed])]
                    }
                },
                ReplayRule("metaTxV0: no contract") { $0.calls(.metaTxV0) { $0.isVoid } },
                ReplayRule("metaTxV0: execution info inside") {
                    $0.transactions { transaction in
                        transaction.frames.flatMap(\.systemCalls).contains { call in
                            guard call.call == .metaTxV0, let callee = call.callee else { return false }
                            return transaction.frames[callee...].contains { frame in
                                frame.systemCalls.contains { $0.call == .getExecutionInfo }
                            }
                        }
                    }
                },
            ]
    }

    init(_ name: String, _ count: @escaping (FixtureEvidence) -> Int) {
        self.name = name
        self.count = count
    }
}
