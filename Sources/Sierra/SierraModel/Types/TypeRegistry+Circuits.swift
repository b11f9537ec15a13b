extension TypeRegistry {
    /// Types of circuits: nil for another name.
    func circuitType(_ key: TypeKey, _ arguments: GenericArguments) throws(SpecializationError) -> SierraType? {
        func made(_ kind: TypeKind, duplicatable: Bool = false, droppable: Bool = true) -> SierraType {
            SierraType(
                key: key, kind: kind,
                properties: TypeProperties(
                    storable: true, droppable: droppable, duplicatable: duplicatable, zeroSized: false), size: nil)
        }
        let unstorable = TypeProperties(storable: false, droppable: false, duplicatable: false, zeroSized: true)
        switch key.name {
        case "CircuitInput":
            _ = try arguments.size()
            return SierraType(key: key, kind: .circuitComponent, properties: unstorable, size: nil)
        case "AddModGate", "SubModGate", "MulModGate", "InverseGate":
            try arguments.expect(key.name == "InverseGate" ? 1 : 2)
            _ = try components(key.arguments[...])
            return SierraType(key: key, kind: .circuitComponent, properties: unstorable, size: nil)
        case "Circuit":
            return SierraType(
                key: key, kind: .circuit(try circuit(outputs: try arguments.type())), properties: unstorable, size: nil)
        case "CircuitInputAccumulator", "CircuitData", "CircuitPartialOutputs":
            return made(.wrapper(try circuitArgument(arguments)))
        case "CircuitOutputs", "CircuitDescriptor":
            return made(.wrapper(try circuitArgument(arguments)), duplicatable: true)
        case "U96LimbsLtGuarantee":
            let count = try arguments.size()
            guard count >= 1 else { throw .unsupportedArgument }
            return made(.limbs(count), droppable: false)
        default: return nil
        }
    }

    private func circuitArgument(_ arguments: GenericArguments) throws(SpecializationError) -> TypeID {
        let id = try arguments.type()
        guard try information(id).key.name == "Circuit" else { throw .unsupportedArgument }
        return id
    }

    /// Whether the type is an input or a gate.
    func isComponent(_ id: TypeID) throws(SpecializationError) -> Bool {
        switch try information(id).key.name {
        case "CircuitInput", "AddModGate", "SubModGate", "MulModGate", "InverseGate": true
        default: false
        }
    }

    private func components(_ arguments: ArraySlice<GenericArgument>) throws(SpecializationError) -> [TypeID] {
        var list: [TypeID] = []
        for argument in arguments {
            guard case .type(let id) = argument, try isComponent(id) else { throw .unsupportedArgument }
            list.append(id)
        }
        return list
    }

    /// The circuit that computes a tuple of outputs.
    private func circuit(outputs: TypeID) throws(SpecializationError) -> Circuit {
        let key = try information(outputs).key
        guard key.name == "Struct" else { throw .unsupportedArgument }
        guard case .userType(let name)? = key.arguments.first, name == userType("Tuple") else {
            throw .unsupportedArgument
        }
        let roots = try components(key.arguments.dropFirst())
        var circuit = try reducedInputs(roots)
        guard circuit.inputCount >= 1 else { throw .unsupportedArgument }
        var stack = roots.map { (id: $0, isFirstVisit: true) }
        var open: Set<TypeID> = []
        while let (id, isFirstVisit) = stack.popLast() {
            if circuit.places[id] != nil { continue }
            let gate = try information(id).key
            let inputs = try components(gate.arguments[...])
            if isFirstVisit {
                // Met again below itself: a gate that depends on its own output.
                guard open.insert(id).inserted else { throw .unsupportedArgument }
                stack.append((id, false))
                for input in inputs { stack.append((input, true)) }
            } else {
                try circuit.add(gate.name, id, inputs)
            }
        }
        return circuit
    }

    /// The inputs below the outputs, each multiplied by one to reduce it.
    private func reducedInputs(_ roots: [TypeID]) throws(SpecializationError) -> Circuit {
        var stack = roots
        var visited: Set<TypeID> = []
        var inputs: [Int: TypeID] = [:]
        while let id = stack.popLast() {
            guard visited.insert(id).inserted else { continue }
            let key = try information(id).key
            if key.name == "CircuitInput" {
                let index = try GenericArguments(key.arguments).size()
                guard inputs.updateValue(id, forKey: index) == nil else { throw .unsupportedArgument }
            } else {
                stack += try components(key.arguments[...])
            }
        }
        var circuit = Circuit(inputCount: inputs.count, places: [:], additions: [], products: [])
        for index in 0..<inputs.count {
            guard let id = inputs[index] else { throw .unsupportedArgument }
            let place = 1 + inputs.count + index
            circuit.places[id] = place
            circuit.products.append(Circuit.Gate(left: 0, right: 1 + index, output: place))
        }
        return circuit
    }
}

extension Circuit {
    /// Adds a gate whose inputs are placed already. Differences and inverses are sums and products solved for an
    /// operand.
    fileprivate mutating func add(
        _ name: GenericName, _ id: TypeID, _ inputs: [TypeID]
    ) throws(SpecializationError) {
        let output = 1 + inputCount + places.count
        var operands: [Int] = []
        for input in inputs {
            guard let place = places[input] else { throw .unsupportedArgument }
            operands.append(place)
        }
        guard operands.count == (name == "InverseGate" ? 1 : 2) else { throw .unsupportedArgument }
        switch name {
        case "AddModGate": additions.append(Gate(left: operands[0], right: operands[1], output: output))
        case "SubModGate": additions.append(Gate(left: output, right: operands[1], output: operands[0]))
        case "MulModGate": products.append(Gate(left: operands[0], right: operands[1], output: output))
        case "InverseGate": products.append(Gate(left: output, right: operands[0], output: 0))
        default: throw .unsupportedArgument
        }
        places[id] = output
    }
}
