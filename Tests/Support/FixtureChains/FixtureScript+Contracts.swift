import FiniteFields
import HashFunctions
import StarknetModel
import TransactionExecution

extension FixtureScript {
    /// Block 1: everything that contracts may do with each other and with the state, succeeding.
    mutating func contracts() throws {
        let relay = places.relay, classes = places.classes
        let plain = classes.hash(.plain).felt, strict = classes.hash(.strict).felt
        let version = StarknetKeccak.selector("version"), pass = StarknetKeccak.selector("pass")
        try add(Call(places.fibonacci, "compute_fibonacci", [10], by: .signer))
        // The second writes what is there already: no change of the state.
        try add(Call(relay, "store", [5]))
        try add(Call(relay, "store", [5]))
        try add(Call(relay, "add", [7, 1]))
        try add(Call(relay, "emit", [2, 1, 2, 1, 3]))
        try add(Call(relay, "emit", [0, 0]))
        try add(Call(relay, "send", [0x1234, 2, 1, 2]))
        let deployed = try add(Call(relay, "deploy", [plain, 1, 0, .zero])).returned
        try add(Call(relay, "deploy", [strict, 2, 1, 9, .one]))
        guard let address = deployed.last else { throw Unexpected(transaction: 7, text: "nothing deployed") }
        try add(Call(relay, "try", [address, version, 0]))
        try add(Call(relay, "class_at", [address]))
        try add(Call(relay, "class_at", [places.nowhere.felt]))
        try add(Call(relay, "library", [strict, version, 0]))
        try add(Call(relay, "pass", [relay.felt, pass, 3, address, version, 0]))
        try add(Call(places.witness, "information"))
        try add(Call(places.changing, "become", [plain]))
        try add(Call(places.changing, "version"))
        // What an account does to itself it also does while validating.
        let puppet = try places.address(.puppet)
        // Inside a meta transaction the witness is told of that.
        let information = [places.witness.felt, StarknetKeccak.selector("information"), 0]
        try add(Call(relay, "meta", [puppet.felt, ProtocolSelectors.execute, 3] + information))
        // Whoever has a key to guard lets nobody execute who was not validated: caught. Here, since its class is in this block.
        try add(Call(relay, "meta", [try places.address(.signer).felt, ProtocolSelectors.execute, 1, 0]))
        try add(Call(puppet, "look", [3]))
        try add(Call(puppet, "borrow", [plain, version, 0]))
        try add(Call(puppet, "borrow", [classes.hash(.witness).felt, StarknetKeccak.selector("information"), 0]))
    }
}
