import HTMLBuilding

/// The public API for people.
enum APIPage {
    static func render(frame: SiteFrame) -> HTML {
        Layout.page("Data for programs", frame: frame) {
            element("h1") { "Data for programs" }
            element("p") {
                "Plain GET requests, answered in JSON or CSV. The description in OpenAPI: "
                link("/api/openapi.json") { "/api/openapi.json" }
                ". Nothing here is verified: verify a block before you rely on it."
            }
            Parts.card("Addresses") {
                element("table", .class("addresses")) {
                    element("thead") {
                        element("tr") {
                            element("th") { "Address" }
                            element("th") { "Answer" }
                        }
                    }
                    element("tbody") {
                        for endpoint in APIEndpoint.all {
                            element("tr") {
                                element("td") { element("code", .class("whole")) { endpoint.path } }
                                element("td") {
                                    endpoint.summary
                                    parameters(endpoint)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func parameters(_ endpoint: APIEndpoint) -> HTML {
        if endpoint.parameters.isEmpty { return .empty }
        return element("ul", .class("quiet")) {
            for parameter in endpoint.parameters {
                element("li") {
                    element("code") { parameter.name }
                    ": \(parameter.about)"
                }
            }
        }
    }
}
