import BlockPrograms
import CasmModel
import FiniteFields
import Foundation
import LLVMBuilding
import NativeCodegen
import NativeEngine
import ProtocolRules
import SierraPrograms
import SierraToCasm
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

/// A class on both engines, at an address of a state of its own, called again and again.
final class ComparedClass {
    let name: String
    let interface: ContractInterface
    let casm: CasmClass
    let native: NativeExecutor
    let address: ContractAddress
    private let classHash = ClassHash(Felt252(0xc1a55 as UInt64))
    private(set) var state = MemoryState()
    private(set) var calls = 0
    /// Calls that did not panic.
    private(set) var successes = 0

    static let chain = ChainParameters(chainID: Felt252(ascii: "SN_STARLING"), fees: false)
    static var context: BlockContext {
        get throws {
            let price = GasPrice(wei: 1, fri: 1)
            return BlockContext(
                number: 1_234, timestamp: 1_767_225_600, sequencer: try #require(ContractAddress(0x77)),
                gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price))
        }
    }

    /// `nil` where native code refuses the class.
    init(_ base: URL) throws {
        name = base.lastPathComponent
        let file = base.appendingPathExtension("sierra.json")
        interface = try ContractInterface(file: file)
        let contract = try SierraContract(file: file)
        casm = try contract.compile()
        native = try NativeExecutor()
        let processor = try #require(TargetProcessor.current)
        try native.add(classHash, LoadableClass(compiling: contract, tag: "c", for: processor))
        address = try #require(ContractAddress(0xadd))
        state.add(classHash, compiledClassHash: CompiledClassHash(1), ContractClass(casm))
        state.apply(
            StateDiff(
                storage: [], deployedContracts: [.init(address: address, value: classHash)], declaredClasses: [],
                nonces: []))
    }

    /// A class of this repository.
    static func own(_ name: String) throws -> ComparedClass {
        try ComparedClass(VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name)"))
    }

    /// Makes a call on both engines; what they do must be the same, and stays in the state.
    @discardableResult
    func call(
        _ selector: Felt252, _ calldata: [Felt252], type: EntryPointType = .external, gas: UInt64 = 100_000_000,
        caller: Felt252 = 0xca11, isValidation: Bool = false, transaction: TransactionInfo? = nil
    ) throws -> CallTrial {
        let call = EntryCall(
            classHash: classHash, address: address, caller: try #require(ContractAddress(caller)), type: type,
            selector: selector, calldata: calldata, gas: gas, isValidation: isValidation)
        func trial(_ executor: any FrameExecutor) throws -> CallTrial {
            CallTrial(
                call, chain: Self.chain, context: try Self.context, state: state, transaction: transaction,
                executor: executor)
        }
        let expected = try trial(MachineExecutor()), found = try trial(native)
        let what: Comment = "\(name) \(type) \(selector) \(calldata) gas \(gas)"
        #expect(found.ending == expected.ending, what)
        #expect(found.frames.map(\.withoutPlaces) == expected.frames.map(\.withoutPlaces), what)
        #expect(found.diff == expected.diff, what)
        #expect(found.events == expected.events && found.messages == expected.messages, what)
        calls += 1
        if case .ended(failed: false, _, _) = expected.ending {
            successes += 1
            state.apply(expected.diff)
        }
        return expected
    }

    func call(_ name: String, _ calldata: [Felt252], gas: UInt64 = 100_000_000) throws -> CallTrial {
        let function = try #require(interface.functions.first { $0.name == name }, "\(self.name) has no \(name)")
        return try call(function.selector, calldata, gas: gas)
    }
}
