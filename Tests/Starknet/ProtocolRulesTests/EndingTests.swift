import BlockPrograms
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// The table of endings.
struct EndingTests {
    private static let aborts: [ExecutionAbort] = [
        .noContract(.zero), .undeclaredClass(.none), .undeclaredReplacement(.none), .recursionDepth,
        .machine(reason: []), .unknownSystemCall(.one), .malformedSystemCall(.deploy), .storageDomain(.one),
        .notEthereumAddress(.one), .eventLimit(.keys, count: 51), .messageLimit, .notInValidation(.deploy),
        .addressInUse(.zero), .constructorMissing,
    ]

    @Test func `no caller catches an abort, and each line that cannot be caught is an abort's`() {
        var causes = Set(Self.aborts.map(\.cause))
        for cause in causes { #expect(!cause.ending.isCatchable, "\(cause)") }
        causes.insert(.constructorFailed)
        #expect(Set(EndingCause.allCases.filter { !$0.ending.isCatchable }) == causes)
    }

    @Test func `in a block are the ends that the protocol itself makes`() {
        let refused = EndingCause.allCases.filter { !$0.ending.isAllowed }
        #expect(Set(refused) == [.notInValidation, .machine])
    }
}
