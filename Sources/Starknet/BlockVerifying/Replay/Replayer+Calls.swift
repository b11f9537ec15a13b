import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// Syscalls that enter other frames: the callee's frame is the next one of the manifest.
extension Replayer {
    mutating func enter(
        _ kind: SystemCall, gas: UInt64, _ arguments: [Argument], _ call: ReplayCall, _ response: inout Response
    ) throws(ReplayFailure) {
        var inner = call
        inner.type = .external
        inner.calldata = try array(arguments, 2)
        inner.gas = gas
        inner.depth += 1
        switch kind {
        case .callContract:
            inner.selector = try felt(arguments, 1)
            // Accounts are executed by the protocol only.
            if inner.selector == ProtocolSelectors.execute {
                return try expectFailure([ProtocolFelts.invalidArgument], gas: gas, &response)
            }
            guard let address = ContractAddress(try felt(arguments, 0)) else { throw .argument }
            if call.isValidation, address != call.address { throw .validation }
            inner.classHash = try state.classHash(address)
            guard inner.classHash != .none else { throw .classMissing }
            inner.address = address
            inner.caller = call.address
        case .libraryCall:
            inner.classHash = ClassHash(try felt(arguments, 0))
            inner.selector = try felt(arguments, 1)
        default: return try deploy(gas, arguments, call, inner, &response)
        }
        let outcome = try self.call(inner)
        if outcome.failed {
            let data = outcome.returned + [ProtocolFelts.entryPointFailed]
            return try expectFailure(data, gas: outcome.gasLeft, &response)
        }
        try expect(gas: outcome.gasLeft, failed: false, response)
        try expect(array: outcome.returned, &response)
    }

    private mutating func deploy(
        _ gas: UInt64, _ arguments: [Argument], _ call: ReplayCall, _ prepared: ReplayCall, _ response: inout Response
    ) throws(ReplayFailure) {
        guard !call.isValidation else { throw .validation }
        let classHash = ClassHash(try felt(arguments, 0)), fromZero = try felt(arguments, 3)
        guard fromZero.isZero || fromZero == .one else { throw .argument }
        guard classes[classHash.felt] != nil else { throw .classMissing }
        let address = ContractAddress(
            deployedBy: fromZero.isZero ? call.address : .zero, salt: try felt(arguments, 1), classHash: classHash,
            constructorCalldata: prepared.calldata)
        guard try state.classHash(address) == .none else { throw .argument }
        try state.setClass(classHash, at: address)
        var inner = prepared
        inner.classHash = classHash
        inner.address = address
        inner.caller = call.address
        inner.type = .constructor
        inner.selector = ProtocolSelectors.constructor
        let outcome = try self.call(inner)
        // A failing constructor aborts the transaction: no caller sees a response.
        guard !outcome.failed else { throw .response }
        try expect(gas: outcome.gasLeft, failed: false, response)
        try expect(address.felt, &response)
        try expect(array: outcome.returned, &response)
    }

    /// The five cells of the execution info, and everything behind its pointers, against header, transaction and call.
    mutating func checkExecutionInfo(_ pointer: Felt252, _ call: ReplayCall) throws(ReplayFailure) {
        let info = try program.array(program.offset(pointer), count: 5)
        guard info[2] == call.caller.felt, info[3] == call.address.felt, info[4] == call.selector else {
            throw .executionInfo
        }
        let block = try program.array(program.offset(info[0]), count: 3)
        guard block == context.cells(isValidation: call.isValidation) else { throw .executionInfo }
        var position = try program.offset(info[1])
        for field in infos[call.transaction].fields {
            switch field {
            case .felt(let felt):
                guard try program.cell(position) == felt else { throw .executionInfo }
                position += 1
            case .array(let felts):
                let start = try program.cell(position), end = try program.cell(position + 1)
                guard try program.array(from: start, to: end) == felts else { throw .executionInfo }
                position += 2
            }
        }
    }
}
