import Testing

@testable import HTTPServing

@Suite struct HTTPRequestTests {
    @Test func `paths and queries are decoded strictly`() {
        let request = HTTPRequest(method: "GET", target: "/a%20b/c?q=1+2%26&r=%zz&s")
        #expect(request.pathParts == ["a b", "c"])
        #expect(request.query("q") == "1 2&")
        #expect(request.query("r") == nil)
        #expect(request.query("s") == "")
        #expect(request.query("t") == nil)
        for target in ["/%2", "/%00", "/a%2Fb", "/%ff"] {
            #expect(HTTPRequest(method: "GET", target: target).pathParts == nil)
        }
    }
}
