import Foundation

/// The folder of the recordings.
public struct RecordedVectors: Sendable {
    /// An account that the recorded node had from the start.
    public struct Account: Sendable {
        public var address: String
        public var privateKey: String
        public var publicKey: String
    }

    public let folder: String
    /// Declarations of the flow that has them whole, by compiled class hash.
    private let classes: [String: JSONTree]

    /// Opens the folder `vectors/rpc`.
    public init(folder: String) throws {
        self.folder = folder
        var classes: [String: JSONTree] = [:]
        for step in try RecordedFlow(path: folder + "/flows/03-declare.json").steps {
            guard case .json(let request) = step.body,
                let declaration = request["params"]?["declare_transaction"],
                let compiled = declaration["compiled_class_hash"]?.text, let found = declaration["contract_class"]
            else { continue }
            if classes[compiled] == nil { classes[compiled] = found }
        }
        self.classes = classes
    }

    public func flow(_ file: String) throws -> RecordedFlow { try RecordedFlow(path: folder + "/" + file) }

    /// The accounts that the recorded nodes began with.
    public func accounts() throws -> [Account] {
        let steps = try flow("flows/12-devnet-methods.json").steps
        let answer = steps.first { $0.method == "devnet_getPredeployedAccounts" }?.answer
        return (answer?["result"]?.elements ?? []).compactMap { entry in
            guard let address = entry["address"]?.text, let key = entry["private_key"]?.text,
                let publicKey = entry["public_key"]?.text
            else { return nil }
            return Account(address: address, privateKey: key, publicKey: publicKey)
        }
    }

    /// A request with its class, under the version that the specification hashes.
    public func complete(_ request: JSONTree) -> JSONTree {
        guard case .object(var members) = request else {
            if case .array(let list) = request { return .array(list.map(complete)) }
            return request
        }
        let compiled = request["compiled_class_hash"]?.text
        for index in members.indices {
            let member = members[index]
            if member.key == "contract_class", member.value["$class"] != nil, let compiled,
                let found = classes[compiled]
            {
                members[index].value = found
            } else if member.key == "contract_class_version", member.value == .string("1.7.0") {
                members[index].value = .string("0.1.0")
            } else {
                members[index].value = complete(member.value)
            }
        }
        return .object(members)
    }
}
