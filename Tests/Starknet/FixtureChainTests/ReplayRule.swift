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

    /// Calls that this chain only answers with a failure.
    private static let unsupported: Set<SystemCall> = [.metaTxV0]

    private static var systemCalls: [ReplayRule] {
        var rules: [ReplayRule] = []
        for call in SystemCall.allCases {
            if !unsupported.contains(call) {
                rules.append(.init("\(call): success") { $0.calls(call) { !$0.failed } })
            }
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
        return unsupported.sorted { $0.rawValue < $1.rawValue }.map { call in
            ReplayRule("\(call): not supported") { $0.failures(call, ProtocolFelts.notSupported) }
        }
            + secp.flatMap { call in
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
            ]
    }

    init(_ name: String, _ count: @escaping (FixtureEvidence) -> Int) {
        self.name = name
        self.count = count
    }
}
