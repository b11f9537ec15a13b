import CairoAIR
import ConstraintSystems
import FiniteFields
import Testing
import VectorFiles

let componentsWithVectors = ComponentKind.allCases.filter { ComponentVector.exists($0) }

struct ComponentVectorTests {
    @Test(arguments: componentsWithVectors)
    func `a component's constraints add up to the published value`(_ kind: ComponentKind) throws {
        let vector = try ComponentVector(kind)
        #expect(vector.evaluate(vector.samples) == vector.accumulated)
    }

    @Test(arguments: componentsWithVectors)
    func `a component reads the preprocessed columns of the vector in its order`(_ kind: ComponentKind) throws {
        let vector = try ComponentVector(kind)
        let columns = kind.counts(logSize: vector.samples.logSize).preprocessed
        #expect(columns.map(\.cairoName) == vector.preprocessedNames)
    }

    @Test(arguments: componentsWithVectors)
    func `a sample too few or too many is noticed`(_ kind: ComponentKind) throws {
        let vector = try ComponentVector(kind)
        for list in [\PointSamples.trace, \PointSamples.interaction, \PointSamples.preprocessed] {
            var samples = vector.samples
            samples[keyPath: list].append(.one)
            #expect(vector.evaluate(samples) == nil)
            samples[keyPath: list].removeLast()
            guard !samples[keyPath: list].isEmpty else { continue }
            samples[keyPath: list].removeLast()
            #expect(vector.evaluate(samples) == nil)
        }
    }

    @Test(arguments: componentsWithVectors)
    func `every sample of a component matters`(_ kind: ComponentKind) throws {
        let vector = try ComponentVector(kind)
        for list in [\PointSamples.trace, \PointSamples.interaction, \PointSamples.preprocessed] {
            for index in vector.samples[keyPath: list].indices {
                var samples = vector.samples
                samples[keyPath: list][index] = samples[keyPath: list][index] + .one
                #expect(vector.evaluate(samples) != vector.accumulated, "sample \(index)")
            }
        }
    }

    @Test func `every component but four has a vector`() {
        let without = ComponentKind.allCases.filter { !ComponentVector.exists($0) }
        #expect(without == [.verifyBitwiseXor12, .pedersenPointsTableWindowBits9, .memoryAddressToId, .memoryIdToBig])
    }
}
