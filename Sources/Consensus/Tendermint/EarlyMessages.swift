import ConsensusAlgorithms
import QuorumCertificates

/// Votes and proposals for the height after the current one, in the order they came, bounded per validator.
struct EarlyMessages: Sendable {
    static let perValidatorMax = 8

    private var messages: [TendermintMessage] = []

    /// Keeps a message unless its sender used up its share. The sender is known to be a member.
    mutating func keep(_ message: TendermintMessage) {
        guard messages.count(where: { $0.sender == message.sender }) < EarlyMessages.perValidatorMax else { return }
        if messages.contains(message) { return }
        messages.append(message)
    }

    /// Removes everything, and returns what belongs to `height`.
    mutating func take(_ height: Height) -> [TendermintMessage] {
        defer { messages = [] }
        return messages.filter { $0.place.height == height }
    }
}
