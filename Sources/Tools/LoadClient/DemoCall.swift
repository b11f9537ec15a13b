public import FiniteFields
import HashFunctions
public import StarknetModel
import TransactionExecution

/// A call of one of the demo contracts with a known result.
public enum DemoCall: Hashable, Sendable {
    case fibonacci(UInt32)
    case factorial(UInt32)

    /// A random call that a block can hold many of.
    public static func random(using random: inout some RandomNumberGenerator) -> DemoCall {
        Bool.random(using: &random)
            ? .fibonacci(UInt32.random(in: 0...200, using: &random))
            : .factorial(UInt32.random(in: 0...100, using: &random))
    }

    var contract: ContractAddress {
        switch self {
        case .fibonacci: GenesisConfiguration.fibonacciAddress
        case .factorial: GenesisConfiguration.factorialAddress
        }
    }

    private static let fibonacciSelector = StarknetKeccak.selector("compute_fibonacci")
    private static let factorialSelector = StarknetKeccak.selector("compute_factorial")

    var selector: Felt252 {
        switch self {
        case .fibonacci: Self.fibonacciSelector
        case .factorial: Self.factorialSelector
        }
    }

    var argument: Felt252 {
        switch self {
        case .fibonacci(let n), .factorial(let n): Felt252(UInt64(n))
        }
    }

    /// The calldata of an account's multicall of this one call.
    public var calldata: [Felt252] { [.one, contract.felt, selector, .one, argument] }

    /// The result, computed here.
    public var result: Felt252 {
        switch self {
        case .fibonacci(let n):
            var current = Felt252.zero, next = Felt252.one
            for _ in 0..<n { (current, next) = (next, current + next) }
            return current
        case .factorial(let n):
            return n == 0 ? .one : (1...UInt64(n)).reduce(Felt252.one) { $0 * Felt252($1) }
        }
    }

    /// Whether a receipt's events announce the right result.
    public func isConfirmed(by receipt: TransactionReceipt) -> Bool {
        receipt.events.contains {
            $0.from == contract && $0.keys.count == 2 && $0.keys[1] == argument && $0.data == [result]
        }
    }
}
