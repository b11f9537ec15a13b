import BlockPrograms
import FiniteFields
import HashFunctions
import StarknetModel
import TransactionExecution

extension FixtureScript {
    /// Block 12: everything that goes wrong and may stand in a block.
    mutating func failures() throws {
        let relay = places.relay, plain = places.classes.hash(.plain).felt
        let fail = StarknetKeccak.selector("fail"), missing = StarknetKeccak.selector("missing")
        // Caught: what the callee did is taken back, and the caller goes on.
        try add(Call(relay, "try", [relay.felt, fail, 2, 7, plain]))
        try add(Call(relay, "store", [6]))
        try add(Call(relay, "library", [places.classes.hash(.relay).felt, fail, 2, 8, plain]))
        try add(Call(relay, "try", [relay.felt, missing, 0]))
        try add(Call(relay, "library", [plain, missing, 0]))
        try add(Call(relay, "try", [try places.address(.other).felt, ProtocolSelectors.execute, 0]))
        let puppet = try puppetAddress().felt
        try add(Call(relay, "meta", [puppet, missing, 0]))
        try add(Call(relay, "meta", [puppet, ProtocolSelectors.execute, 3, relay.felt, missing, 0]))
        // Passed on: the transaction is reverted, with everything its calls did before.
        try add(Call(relay, "pass", [relay.felt, fail, 2, 9, plain], by: .other), ends: .panic)
        try add(Call(relay, "missing", by: .other), ends: .panic)
        try add(Call(relay, "store", [1], by: .mute), ends: .panic)
        try add(Call(try puppetAddress(), "look", [2]))
        // Aborted: the frames under way go on in the void.
        try add(Call(relay, "deploy", [places.classes.hash(.strict).felt, 3, 1, .zero, .zero]), ends: .abort)
        try add(Call(places.nowhere, "store", [1]), ends: .abort)
        try add(Call(relay, "meta", [places.nowhere.felt, ProtocolSelectors.execute, 0]), ends: .abort)
        try outOfGas()
    }

    private func puppetAddress() throws -> ContractAddress { try places.address(.puppet) }

    /// Every system call that costs more than its base, with one unit of gas too little; then entries and loops.
    private mutating func outOfGas() throws {
        for (systemCall, call, arrayCount) in try starving() {
            let required = systemCall.requiredGas(arrayCount: arrayCount)
            // Some catch the failure, and some of those have too little gas left to say so.
            let executed = try add(try starved(call, at: systemCall, gas: required - 1), ends: nil)
            let systemCalls = executed.recording.frames.flatMap(\.systemCalls)
            guard systemCalls.contains(where: { $0.call == systemCall && $0.response == Self.starvation }) else {
                throw Unexpected(transaction: executor.transactions.count - 1, text: "\(systemCall) was not starved")
            }
        }
        let relay = places.relay, version = StarknetKeccak.selector("version")
        let plain = places.classes.hash(.plain).felt
        // The system call is paid for, but the callee cannot be entered.
        let budget = ProtocolConstants.entryPointBudget
        let call = Call(relay, "try", [places.changing.felt, version, 0])
        let callGas = SystemCall.callContract.requiredGas(arrayCount: 0) + budget - 1
        try add(try starved(call, at: .callContract, gas: callGas), ends: nil)
        let borrow = Call(relay, "library", [plain, version, 0])
        let borrowGas = SystemCall.libraryCall.requiredGas(arrayCount: 0) + budget - 1
        try add(try starved(borrow, at: .libraryCall, gas: borrowGas), ends: nil)
        let loop = Call(relay, "spend", [300])
        try add(try starved(loop) { $0 - 20_000 }, ends: .panic)
        // Validation of a call to itself costs enough that what is left at its end is all it ever needed.
        let look = Call(try puppetAddress(), "look", [1])
        try add(try starved(look) { _ in budget - 1 }, ends: .panic)
    }

    private static var starvation: [SystemCallRecording.Response] { [.array([ProtocolFelts.outOfGas])] }

    /// For each system call a call that does it, and the felts its price depends on.
    private func starving() throws -> [(SystemCall, Call, Int)] {
        let relay = places.relay, version = StarknetKeccak.selector("version")
        let plain = places.classes.hash(.plain).felt
        let words = [Felt252](repeating: .zero, count: 17)
        var list: [(SystemCall, Call, Int)] = [
            (.storageRead, Call(relay, "store", [5]), 0),
            (.storageWrite, Call(relay, "store", [5]), 0),
            (.callContract, Call(relay, "try", [places.changing.felt, version, 0]), 0),
            (.libraryCall, Call(relay, "library", [plain, version, 0]), 0),
            (.deploy, Call(relay, "deploy", [plain, 77, 0, .zero]), 0),
            (.getBlockHash, Call(relay, "block_hash", [0]), 0),
            (.getExecutionInfo, Call(places.witness, "information"), 0),
            (.sendMessageToL1, Call(relay, "send", [1, 1, 5]), 2),
            (.metaTxV0, Call(relay, "meta", [relay.felt, 1, 0]), 0),
            (.keccak, Call(places.hashes, "keccak", [17] + words), 17),
            (.sha256ProcessBlock, Call(places.hashes, "sha256", [1, 1]), 0),
            (.sha512ProcessBlock, Call(places.sha512, "sha256", [1, 1]), 0),
        ]
        let kinds: [(new: SystemCall, add: SystemCall, mul: SystemCall, lift: SystemCall, xy: SystemCall)] = [
            (.secp256k1New, .secp256k1Add, .secp256k1Mul, .secp256k1GetPointFromX, .secp256k1GetXy),
            (.secp256r1New, .secp256r1Add, .secp256r1Mul, .secp256r1GetPointFromX, .secp256r1GetXy),
        ]
        for (curve, kind) in zip(SecpFixture.both, kinds) {
            let compute = Call(places.curves, "compute_\(curve.suffix)", curve.x + curve.y + [2, 0])
            let lift = Call(places.curves, "lift_\(curve.suffix)", curve.x + [0])
            list += [
                (kind.new, compute, 0), (kind.mul, compute, 0), (kind.add, compute, 0), (kind.xy, compute, 0),
                (kind.lift, lift, 0),
            ]
        }
        return list
    }
}
