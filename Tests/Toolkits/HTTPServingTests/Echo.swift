import Foundation

@testable import HTTPServing

/// Echoes what it saw, so that tests can see what the parser understood.
func echo(_ request: HTTPRequest) -> HTTPReply {
    switch request.path {
    case "/slow":
        usleep(300_000)
        return .response(HTTPResponse(text: "slow"))
    case "/big":
        return .response(HTTPResponse(body: [UInt8](repeating: 0x61, count: 4 << 20)))
    default:
        return .response(
            HTTPResponse(text: "\(request.method) \(request.target) \(String(decoding: request.body, as: UTF8.self))|"))
    }
}

/// One exchange on a connection of its own; the server must close it when asked to.
func exchange(_ raw: String, limits: HTTPLimits = HTTPLimits()) throws -> String {
    let server = try HTTPServer(port: 0, limits: limits, handler: echo)
    defer { server.stop() }
    let client = RawClient(port: server.port)
    client.send(raw)
    client.endSending()
    return client.receive().text
}

func status(_ answer: String) -> String { String(answer.prefix(12).suffix(3)) }
