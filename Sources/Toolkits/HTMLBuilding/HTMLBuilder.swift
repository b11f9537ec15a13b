/// Builds a fragment from a list of fragments and texts. Plain strings are escaped.
@resultBuilder
public enum HTMLBuilder {
    public static func buildExpression(_ html: HTML) -> HTML { html }
    public static func buildExpression(_ text: String) -> HTML { HTML(text) }
    public static func buildBlock(_ parts: HTML...) -> HTML { HTML(bytes: parts.flatMap(\.bytes)) }
    public static func buildArray(_ parts: [HTML]) -> HTML { HTML(bytes: parts.flatMap(\.bytes)) }
    public static func buildOptional(_ part: HTML?) -> HTML { part ?? .empty }
    public static func buildEither(first part: HTML) -> HTML { part }
    public static func buildEither(second part: HTML) -> HTML { part }
}

/// An element: `element("p", .class("note")) { "text" }`.
public func element(
    _ tag: StaticString, _ attributes: HTMLAttribute..., @HTMLBuilder content: () -> HTML = { .empty }
) -> HTML {
    HTML(tag: tag, attributes, content: content())
}

/// An element without content or closing tag, such as `meta` or `input`.
public func voidElement(_ tag: StaticString, _ attributes: HTMLAttribute...) -> HTML {
    HTML(tag: tag, attributes, content: .empty, isVoid: true)
}

/// A link inside the site.
public func link(_ path: String, _ attributes: HTMLAttribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    HTML(tag: "a", [.href(path)] + attributes, content: content())
}
