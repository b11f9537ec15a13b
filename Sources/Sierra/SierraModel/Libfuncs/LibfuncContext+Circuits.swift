/// Circuits and their guarantees (EXEC §4.5).
extension LibfuncContext {
    func circuits() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "init_circuit_data", "get_circuit_descriptor", "eval_circuit", "add_circuit_input", "get_circuit_output":
            return try circuitSteps()
        case "try_into_circuit_modulus":
            try arguments.none()
            let limb = try types.u96()
            return Libfunc(
                .tryIntoModulus, [try types.structure("Tuple", [limb, limb, limb, limb])],
                branches: [
                    LibfuncBranch([.same(try types.find("CircuitModulus"), as: 0)], steps: 6, ap: 1),
                    LibfuncBranch([], steps: 7, ap: 1),
                ])
        case "into_u96_guarantee":
            let type = try argument()
            let range = try types.range(of: type)
            guard !range.lower.isNegative, range.upper <= .powerOfTwo(96) else { throw .unsupportedArgument }
            return .reinterpret(type, as: try types.find("U96Guarantee"))
        case "u96_guarantee_verify":
            try arguments.none()
            let rangeCheck = try types.find("RangeCheck96")
            return Libfunc(
                .verify96, [rangeCheck, try types.find("U96Guarantee")],
                LibfuncBranch([.expression(rangeCheck)], keepsStack: true, steps: 1, rangeChecks96: 1))
        case "u96_limbs_less_than_guarantee_verify":
            let count = try arguments.size()
            guard count > 1 else { throw .unsupportedArgument }
            return Libfunc(
                .compareLimbs(count), [try limbs(count)],
                branches: [
                    LibfuncBranch([.expression(try limbs(count - 1))], steps: 2, ap: 1),
                    LibfuncBranch([.temporary(try types.find("U96Guarantee"))], keepsStack: true, steps: 2, ap: 1),
                ])
        case "u96_single_limb_less_than_guarantee_verify":
            try arguments.none()
            return Libfunc(
                .compareLastLimb, [try limbs(1)],
                LibfuncBranch([.expression(try types.find("U96Guarantee"))], keepsStack: true))
        case "circuit_failure_guarantee_verify":
            try arguments.none()
            let rangeCheck = try types.find("RangeCheck96"), builtin = try types.find("MulMod")
            return Libfunc(
                .verifyCircuitFailure,
                [
                    rangeCheck, builtin, try types.find("CircuitFailureGuarantee"), try types.boundedInteger(0, 0),
                    try types.boundedInteger(1, 1),
                ],
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(builtin), .expression(try limbs(4))], steps: 32,
                    rangeChecks96: 6, ap: 12))
        default: return nil
        }
    }

    private func limbs(_ count: Int) throws(SpecializationError) -> TypeID {
        try types.find("U96LimbsLtGuarantee", [.value(SierraInteger(count))])
    }

    private func circuit(_ type: TypeID) throws(SpecializationError) -> Circuit {
        guard case .circuit(let circuit) = try types.checked(type).kind else { throw .unsupportedArgument }
        return circuit
    }

    private func circuitSteps() throws(SpecializationError) -> Libfunc {
        switch name {
        case "init_circuit_data":
            let type = try argument()
            let rangeCheck = try types.find("RangeCheck96")
            let accumulator = try types.wrapped("CircuitInputAccumulator", type)
            return Libfunc(
                .initCircuit(type), [rangeCheck],
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(accumulator)], keepsStack: true,
                    rangeChecks96: try circuit(type).rangeChecks96))
        case "add_circuit_input":
            let type = try argument()
            let accumulator = try types.wrapped("CircuitInputAccumulator", type)
            let data = try types.wrapped("CircuitData", type)
            let limb = try types.find("U96Guarantee")
            return Libfunc(
                .addCircuitInput, [accumulator, try types.structure("Tuple", [limb, limb, limb, limb])],
                branches: [
                    LibfuncBranch([.expression(data)], steps: 7, ap: 2),
                    LibfuncBranch([.expression(accumulator)], steps: 7, ap: 2),
                ])
        case "get_circuit_descriptor":
            let type = try argument()
            let descriptor = try types.wrapped("CircuitDescriptor", type)
            _ = try circuit(type)
            return Libfunc(.circuitDescriptor(type), [], LibfuncBranch([.temporary(descriptor)], steps: 6, ap: 6))
        case "get_circuit_output":
            let (type, output) = try arguments.twoTypes()
            guard try types.isComponent(output) else { throw .unsupportedArgument }
            let outputs = try types.wrapped("CircuitOutputs", type)
            let limb = try types.u96()
            let number = try types.structure("core::circuit::u384", [limb, limb, limb, limb])
            return Libfunc(
                .circuitOutput(output, of: type), [outputs],
                LibfuncBranch([.expression(number), .expression(try limbs(4))], steps: 5, ap: 5))
        default: return try evaluateCircuit()
        }
    }

    private func evaluateCircuit() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let add = try types.find("AddMod"), mul = try types.find("MulMod")
        let parameters = [
            add, mul, try types.wrapped("CircuitDescriptor", type), try types.wrapped("CircuitData", type),
            try types.find("CircuitModulus"), try types.boundedInteger(0, 0), try types.boundedInteger(1, 1),
        ]
        let circuit = try circuit(type)
        let instances = circuit.additions.isEmpty ? 1 : 2
        let tokens = TokenCounts(.addMod, circuit.additions.count).with(.mulMod, circuit.products.count)
        func branch(_ results: [TypeID]) -> LibfuncBranch {
            LibfuncBranch(
                [.expression(add), .expression(mul)] + results.map { .expression($0) },
                steps: 8 + instances * Circuit.instanceSize, tokens: tokens, ap: 4)
        }
        return Libfunc(
            .evaluateCircuit(type), parameters,
            branches: [
                branch([try types.wrapped("CircuitOutputs", type)]),
                branch([
                    try types.wrapped("CircuitPartialOutputs", type), try types.find("CircuitFailureGuarantee"),
                ]),
            ])
    }
}
