import QuorumCertificates

/// Votes and proposals for the height after the current one, in the order they came, bounded per validator.
struct EarlyMessages: Sendable {
    static let perValidatorMax = 8

    private var messages: [(height: Height, sender: ValidatorIndex, input: Input)] = []

    /// Keeps a message unless its sender used up its share. The sender is known to be a member.
    mutating func keep(_ input: Input, height: Height, sender: ValidatorIndex) {
        guard messages.count(where: { $0.sender == sender }) < EarlyMessages.perValidatorMax else { return }
        if messages.contains(where: { $0.input == input }) { return }
        messages.append((height, sender, input))
    }

    /// Removes everything, and returns what belongs to `height`.
    mutating func take(_ height: Height) -> [Input] {
        defer { messages = [] }
        return messages.filter { $0.height == height }.map(\.input)
    }
}
