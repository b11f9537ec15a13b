import BlockProduction
import CommandLines
import JSONCoding
import StarknetModel
import TransactionExecution

extension Commands {
    /// `starling accounts`: the accounts that genesis funds, with their keys.
    static let accounts = Command(
        "accounts", summary: "prints the prefunded accounts of a local chain, with their private keys",
        options: [
            CommandOption(
                "genesis", value: "FILE", help: "the chain's genesis file; the local test chain when left out"),
            contractsOption, jsonOption,
        ],
        examples: ["starling accounts --json"]
    ) { arguments in
        let accounts = try prefundedAccounts(arguments)
        if arguments.flag("json") {
            var writer = JSONWriter()
            writer.object { w in
                w.key("accounts")
                w.array(accounts) { w, account in
                    w.object { w in
                        w.field("address", felt: account.address.felt)
                        w.field("private_key", felt: account.privateKey)
                        w.field("public_key", felt: account.publicKey)
                    }
                }
                w.field("fibonacci", felt: GenesisConfiguration.fibonacciAddress.felt)
                w.field("factorial", felt: GenesisConfiguration.factorialAddress.felt)
            }
            print(writer.text)
            return .success
        }
        for (index, account) in accounts.enumerated() {
            print("account \(index)\n  address      \(account.address.felt)\n  private key  \(account.privateKey)")
        }
        print("contracts\n  Fibonacci    \(GenesisConfiguration.fibonacciAddress.felt)")
        print("  factorial    \(GenesisConfiguration.factorialAddress.felt)")
        print("Everyone knows these keys: they are for local chains only.")
        return .success
    }
}
