import Testing

@testable import SierraModel

struct RefusedTypesTests {
    @Test func `types exist, and have the arguments they need`() {
        #expect(refusal { _ = $0.type("felt252") } == nil)
        #expect(refusal { _ = $0.type("felt") } == .type(0, .unknownName))
        #expect(refusal { _ = $0.type("felt252", .value(1)) } == .type(0, .argumentCount))
        #expect(refusal { _ = $0.type("Array", .value(1)) } == .type(0, .unsupportedArgument))
        #expect(refusal { _ = $0.type("Array", .type(TypeID(1))) } == .type(0, .missingType))
        #expect(refusal { _ = $0.type("BoundedInt", .value(1), .value(0)) } == .type(0, .unsupportedArgument))
    }

    @Test func `a type is declared once, with the properties it has`() {
        #expect(
            refusal {
                _ = $0.type("u8")
                _ = $0.type("u8")
            } == .repeatedType(1))
        #expect(
            refusal {
                _ = $0.type("u8")
                $0.program.types[0].declared = TypeProperties(
                    storable: true, droppable: true, duplicatable: false, zeroSized: false)
            } == .typeInformation(0))
    }

    /// A type that states its properties may be named by earlier ones, but its size is not known there.
    @Test func `types of values in memory have a size`() {
        #expect(
            refusal {
                _ = $0.type("Struct", .userType(1), .type(TypeID(1)))
                _ = $0.type("felt252")
                $0.program.types[1].declared = TypeProperties(
                    storable: true, droppable: true, duplicatable: true, zeroSized: false)
            } == .typeSizeMissing(0))
        #expect(
            refusal {
                var type = $0.type("felt252")
                for level in 0..<15 {
                    type = $0.type("Struct", .userType(SierraInteger(level)), .type(type), .type(type))
                }
            } == .typeSizeOverflow(15))
    }

    @Test func `constants are inside their type`() {
        func constant(_ name: GenericName, _ value: SierraInteger) -> SierraError? {
            refusal {
                let type = $0.type(name)
                _ = $0.type("Const", .type(type), .value(value))
            }
        }
        #expect(constant("u8", 255) == nil)
        #expect(constant("u8", 256) == .type(1, .unsupportedArgument))
        #expect(constant("i8", -128) == nil)
        #expect(constant("u8", -1) == .type(1, .unsupportedArgument))
        #expect(constant("GasBuiltin", 0) == .type(1, .unsupportedArgument))
    }

    @Test func `circuits whose gates depend on themselves are refused`() {
        let refused = refusal {
            let first = $0.type("CircuitInput", .value(0))
            $0.program.types[0].declared = TypeProperties(
                storable: false, droppable: false, duplicatable: false, zeroSized: true)
            let gate = $0.type("AddModGate", .type(first), .type(TypeID(1)))
            $0.program.types[1].declared = $0.program.types[0].declared
            let outputs = $0.type("Struct", .userType(userType("Tuple")), .type(gate))
            _ = $0.type("Circuit", .type(outputs))
        }
        #expect(refused == .type(3, .unsupportedArgument))
    }
}
