import ChainSimulation
import ConsensusSimulation
import Foundation
import JSONCoding
import Testing

@Suite struct `A scenario file` {
    private func changes(_ text: String) throws -> ScenarioChanges {
        try ScenarioChanges(json: JSONDocument(Data(text.utf8), limits: .localFile).root)
    }

    @Test func `changes what the seed drew, and nothing else`() throws {
        let drawn = Scenario(seed: 5, validators: 7)
        let changed = try changes(#"{"kills": 9, "slowness": 300, "twin": true}"#).applied(to: drawn)
        #expect(changed.killCount == 9 && changed.hasTwin && changed.slowness == Array(repeating: 300, count: 7))
        #expect(changed.powerCutCount == drawn.powerCutCount && changed.weak == drawn.weak)
        let quiet = try changes(#"{"faults": false}"#).applied(to: drawn)
        #expect(quiet.killCount == 0 && quiet.network.partitionCount == 0 && !quiet.hasFlood)
    }

    @Test(arguments: [
        "[]", #"{"kill": 1}"#, #"{"kills": -1}"#, #"{"kills": "1"}"#, #"{"slowness": 0}"#, #"{"faults": 0}"#,
        #"{"fault_millis": 10}"#,
    ])
    func `is refused when it says what makes no sense`(_ text: String) {
        #expect(throws: JSONError.self) { try changes(text) }
    }
}
