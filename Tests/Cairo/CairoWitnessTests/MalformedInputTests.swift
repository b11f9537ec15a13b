import CairoAIR
import CairoVerifying
import CairoWitness
import Testing

/// Inputs of the prover that are no run: each is refused by what is wrong with it, before a row of the trace is written.
struct MalformedInputTests {
    private func refusal(
        of name: String = "ret", _ change: (inout ProverInput) throws -> Void
    ) throws -> WitnessError? {
        var input = try GoldenRun(name: name).input()
        try change(&input)
        do throws(WitnessError) {
            _ = try TraceGenerator.generate(input, variant: .canonicalSmall)
            return nil
        } catch { return error }
    }

    @Test func `the input as it is`() throws { #expect(try refusal { _ in } == nil) }

    @Test func `lists that are not the protocol's`() throws {
        #expect(try refusal { $0.states.removeLast() } == .malformed(.stateLists))
        #expect(try refusal { $0.segments.removeLast() } == .malformed(.segments))
        #expect(try refusal { $0.memory.smallWords.removeLast() } == .malformed(.values))
    }

    @Test func `ids, values and registers out of range`() throws {
        #expect(try refusal { $0.memory.addressToId[1] = RunMemory.bigIdBase - 2 } == .outOfRange(.id))
        #expect(try refusal { $0.memory.smallWords[2] = 0x100 } == .outOfRange(.value))
        #expect(try refusal { $0.memory.bigWords += [UInt32](repeating: .max, count: 8) } == .outOfRange(.value))
        #expect(try refusal { $0.initial.ap = 1 } == .outOfRange(.register))
    }

    @Test func `public cells without a value, or with another than the run's first frame has`() throws {
        #expect(try refusal { $0.publicMemoryAddresses.append(1 << 28) } == .publicMemory)
        #expect(try refusal { $0.initial.ap += 1 } == .publicMemory)
    }

    @Test func `a builtin's segment that is no power of two of instances`() throws {
        let refused = try refusal(of: "range_checks") { input in
            let segment = try #require(input.segments[PublicSegment.rangeCheck.rawValue])
            input.segments[PublicSegment.rangeCheck.rawValue] = .init(begin: segment.begin, stop: segment.stop - 1)
        }
        guard case .builtinSegment = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
    }
}
