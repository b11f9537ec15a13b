import Testing

@testable import FlowReplaying

/// What is expected where a recording is not the specification: an answer that is not that differs.
@Suite struct SpecifiedAnswerTests {
    private func holds(
        _ answer: SpecifiedAnswer, _ found: String, status: Int = 200, _ recorded: [String] = ["$.a"]
    ) -> Bool {
        answer.differences(
            FoundAnswer(status: status, bytes: Array(found.utf8)),
            recorded: recorded.map { AnswerDifference(path: $0, recorded: "1", found: "2") }
        ).isEmpty
    }

    @Test func `an error of one code, a result, one value, so many elements, a status`() {
        #expect(holds(.error(62), #"{"error":{"code":62}}"#) && !holds(.error(62), #"{"error":{"code":61}}"#))
        #expect(!holds(.error(62), #"{"result":1}"#) && !holds(.error(62), "no JSON"))
        #expect(holds(.result, #"{"result":null}"#) && !holds(.result, #"{"error":{"code":1}}"#))
        #expect(holds(.value("20"), #"{"result":20}"#) && !holds(.value("20"), #"{"result":21}"#))
        #expect(holds(.count(2), #"{"result":[1,2]}"#) && !holds(.count(2), #"{"result":[1]}"#))
        #expect(holds(.status(204), "", status: 204) && !holds(.status(204), "{}"))
    }

    @Test func `answers of a batch in their order`() {
        let answers = #"[{"result":1},{"error":{"code":5}}]"#
        #expect(
            holds(.batch([nil, 5]), answers) && !holds(.batch([5, nil]), answers) && !holds(.batch([nil]), answers))
    }

    @Test func `all but some places, and what is below them`() {
        #expect(holds(.but(["$.a"]), "", ["$.a", "$.a.b", "$.a[0].c"]))
        #expect(!holds(.but(["$.a"]), "", ["$.ab"]) && !holds(.but(["$.a.b"]), "", ["$.a"]))
        #expect(!holds(.but([]), "", ["$.a"]) && holds(.but([]), "", []))
    }

    @Test func `only what differs is judged, and only where it may differ`() {
        let found = FoundAnswer(bytes: Array(#"{"error":{"code":62}}"#.utf8))
        let different = StepOutcome.different([AnswerDifference(path: "$", recorded: "55", found: "62")])
        func judged(_ outcome: StepOutcome, _ step: Int) -> String {
            String("\(KnownExceptions.judged(outcome, found, "03-declare", step))".prefix { $0 != "(" })
        }
        #expect(judged(different, 18) == "specified" && judged(different, 17) == "different")
        #expect(judged(.equal, 18) == "equal")
        #expect(
            "\(KnownExceptions.judged(different, FoundAnswer(bytes: Array("{}".utf8)), "03-declare", 18))"
                .hasPrefix("different"))
    }
}
