import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import TransactionPool

extension RPCService {
    func call(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let request = try p.required("request")
        let state = try state(try p.block())
        let result = try execution.call(
            try ContractAddress(json: try request.member("contract_address")),
            selector: try request.member("entry_point_selector").felt(),
            calldata: try request.member("calldata").felts(countMax: ProtocolConstants.calldataMax), state: state,
            p.stop)
        w.felts(result)
    }

    func estimateFee(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let list = try transactions(try p.required("request"))
        var options = SimulationOptions()
        options.isEstimate = true
        options.validates = !(try p.flags(named: p.required("simulation_flags"), ["SKIP_VALIDATE"]))
            .contains("SKIP_VALIDATE")
        let results = try execution.simulate(list, state: try state(try p.block()), options, p.stop).transactions
        for (index, result) in results.enumerated() {
            if case .reverted(let reason) = result.receipt.status {
                let text = String(decoding: reason, as: UTF8.self)
                throw RPCError.executionFailure(index: index, result.failure ?? NestedFailure(text: text))
            }
        }
        let prices = try execution.nextBlock().gasPrices
        w.array(results) { w, result in write(estimate: result.receipt.gas, prices, &w) }
    }

    func simulateTransactions(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let list = try transactions(try p.required("transactions"))
        let flags = try p.flags(
            named: p.required("simulation_flags"), ["SKIP_VALIDATE", "SKIP_FEE_CHARGE", Self.initialReadsFlag])
        var options = SimulationOptions()
        options.version = p.version
        options.validates = !flags.contains("SKIP_VALIDATE")
        options.chargesFee = !flags.contains("SKIP_FEE_CHARGE")
        options.givesInitialReads = try flags.contains(Self.initialReadsFlag) || givesInitialReads(p)
        let simulation = try execution.simulate(list, state: try state(try p.block()), options, p.stop)
        let prices = try execution.nextBlock().gasPrices
        write(simulation, "simulated_transactions", &w) { w, result in
            w.key("transaction_trace")
            w.raw(result.trace)
            w.key("fee_estimation")
            write(estimate: result.receipt.gas, prices, &w)
        }
    }

    private static let initialReadsFlag = "RETURN_INITIAL_READS"

    private func givesInitialReads(_ p: RPCParameters) throws(JSONError) -> Bool {
        try p.flags("trace_flags", [Self.initialReadsFlag]).contains(Self.initialReadsFlag)
    }

    /// A list; inside an object with what was read, when that was asked for.
    private func write(
        _ simulation: Simulation, _ key: String, _ w: inout JSONWriter,
        _ members: (inout JSONWriter, SimulatedTransaction) -> Void
    ) {
        func list(_ w: inout JSONWriter) {
            w.array(simulation.transactions) { w, transaction in w.object { w in members(&w, transaction) } }
        }
        guard let reads = simulation.initialReads else { return list(&w) }
        w.object { w in
            w.key(key)
            list(&w)
            w.key("initial_reads")
            w.raw(reads)
        }
    }

    func traceTransaction(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hash = try p.felt("transaction_hash")
        var options = SimulationOptions()
        options.version = p.version
        guard let place = try store.place(ofTransaction: hash) else {
            let next = try execution.tracePreConfirmed(options, p.stop)?.transactions ?? []
            if let found = next.first(where: { $0.receipt.transactionHash == hash }) { return w.raw(found.trace) }
            if pool.contains(hash) {
                throw RPCError(.noTrace, data: Array(#"{"status":"RECEIVED"}"#.utf8))
            }
            throw RPCError.transactionHashNotFound
        }
        let traces = try execution.trace(block: place.blockNumber, options, p.stop).transactions
        guard place.index < traces.count else { throw RPCError.internalError }
        w.raw(traces[place.index].trace)
    }

    func traceBlock(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        var options = SimulationOptions()
        options.version = p.version
        options.givesInitialReads = try givesInitialReads(p)
        guard let number = try number(of: try p.block()) else {
            throw RPCError.invalidParameters.because("there are no traces of pre_confirmed")
        }
        write(try execution.trace(block: number, options, p.stop), "traces", &w) { w, traced in
            w.field("transaction_hash", felt: traced.receipt.transactionHash)
            w.key("trace_root")
            w.raw(traced.trace)
        }
    }

    private func transactions(_ json: JSONValue) throws -> [BroadcastedTransaction] {
        guard json.count <= limits.simulatedTransactionsMax else {
            throw RPCError.invalidParameters.because("at most \(limits.simulatedTransactionsMax) transactions")
        }
        return try json.array().map { try BroadcastedTransaction(json: $0) }
    }

    /// What gas and fees are counted in.
    enum FeeUnit: String {
        case fri = "FRI"
        case wei = "WEI"

        func price(_ price: GasPrice) -> UInt128 { self == .fri ? price.fri : price.wei }
    }

    func write(estimate gas: GasVector, _ prices: GasPrices, unit: FeeUnit = .fri, _ w: inout JSONWriter) {
        func fee(_ amount: UInt64, _ price: GasPrice) -> UInt128 {
            let (product, overflow) = UInt128(amount).multipliedReportingOverflow(by: unit.price(price))
            return overflow ? .max : product
        }
        let parts = [
            fee(gas.l1Gas, prices.l1Gas), fee(gas.l1DataGas, prices.l1DataGas), fee(gas.l2Gas, prices.l2Gas),
        ]
        let total = parts.reduce(0 as UInt128) { sum, part in
            let (next, overflow) = sum.addingReportingOverflow(part)
            return overflow ? .max : next
        }
        w.object { w in
            w.field("l1_gas_consumed", hex: gas.l1Gas)
            w.field("l1_gas_price", hex: unit.price(prices.l1Gas))
            w.field("l2_gas_consumed", hex: gas.l2Gas)
            w.field("l2_gas_price", hex: unit.price(prices.l2Gas))
            w.field("l1_data_gas_consumed", hex: gas.l1DataGas)
            w.field("l1_data_gas_price", hex: unit.price(prices.l1DataGas))
            w.field("overall_fee", hex: total)
            w.field("unit", string: unit.rawValue)
        }
    }
}
