/// The types of a program, each made from its declaration and checked against it.
public struct TypeRegistry: Sendable {
    public private(set) var types: [SierraType] = []
    private var places: [TypeKey: TypeID] = [:]
    /// A declaration that states its properties may be used by types before it; recursive types need that.
    private let declarations: [TypeDeclaration]

    /// The most inputs and gates of all circuits together: circuits can share their gates, so that few declarations say very
    /// many.
    static let circuitWorkMax = 1 << 20

    init(_ declarations: [TypeDeclaration]) throws(SierraError) {
        self.declarations = declarations
        types.reserveCapacity(declarations.count)
        var work = WorkBudget(TypeRegistry.circuitWorkMax)
        for (index, declaration) in declarations.enumerated() {
            var made: SierraType
            do { made = try specialize(declaration.key) } catch { throw .type(index, error) }
            if case .circuit(let circuit) = made.kind {
                guard work.spend(circuit.places.count) else { throw .tooLarge }
            }
            if let declared = declaration.declared, declared != made.properties { throw .typeInformation(index) }
            guard places.updateValue(TypeID(index), forKey: declaration.key) == nil else {
                throw .repeatedType(index)
            }
            made.size = try size(of: made, at: index)
            types.append(made)
        }
    }

    public subscript(id: TypeID) -> SierraType { types[id.index] }

    /// The type, when its index is one of a declared type.
    func checked(_ id: TypeID) throws(SpecializationError) -> SierraType {
        guard types.indices.contains(id.index) else { throw .missingType }
        return types[id.index]
    }

    /// The declared type with this name and these arguments.
    public func find(_ name: GenericName, _ arguments: [GenericArgument] = []) throws(SpecializationError) -> TypeID {
        guard let id = places[TypeKey(name, arguments)] else { throw .undeclaredType }
        return id
    }

    /// Key and properties while the types are being made: also of later types, when they state them.
    func information(_ id: TypeID) throws(SpecializationError) -> (key: TypeKey, properties: TypeProperties) {
        guard declarations.indices.contains(id.index) else { throw .missingType }
        if let declared = declarations[id.index].declared { return (declarations[id.index].key, declared) }
        let made = try checked(id)
        return (made.key, made.properties)
    }
}
