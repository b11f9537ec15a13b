public import FiniteFields
public import StarknetModel

/// Why a transaction cannot be in a block. Nothing of it stays in the state.
public enum TransactionRejection: Error, Equatable, Sendable {
    /// The nonce is not the account's next one.
    case invalidNonce(expected: Felt252, found: Felt252)
    /// The sender has no contract.
    case noAccount(ContractAddress)
    /// `__validate__` failed; the reason as UTF-8 text.
    case validationFailed(reason: [UInt8])
    /// A kind of transaction that this version leaves out.
    case kindNotSupported(TransactionKind)
    /// A field holds what this version leaves out.
    case fieldNotSupported(TransactionField)
    /// A list beyond the protocol's limits.
    case tooLong(TransactionField)
    /// The fee does not fit into 128 bits.
    case feeTooLarge
    /// The fee cannot be paid.
    case feeNotPaid
    /// The bounds do not cover what such a transaction costs at least, or the block's prices; why, as UTF-8 text.
    case boundsTooLow(reason: [UInt8])
    /// What the bounds allow at most is more than the sender's balance, given in its two words.
    case balanceTooLow(most: UInt128, low: Felt252, high: Felt252)
    /// What cannot be undone used more than the bounds allow or than the sender can pay; why, as UTF-8 text.
    case boundsExceeded(reason: [UInt8])
    /// There is a contract where the account would be.
    case addressInUse(ContractAddress)
    /// The class of the account is not declared.
    case classNotDeclared(ClassHash)
    /// The constructor of the account failed; the reason as UTF-8 text.
    case constructorFailed(reason: [UInt8])
    /// The execution broke a rule of the machine, which no proof can show; the reason as UTF-8 text.
    case executionNotProvable(reason: [UInt8])
    /// The execution asks more of the prover than a block may.
    case beyondProvingBudget(ProvingExcess)
    /// With what is in the block before it, it asks more of the prover than a block may: it waits for another one.
    case noRoomToProve(ProvingExcess)
    /// It allows itself more L2 gas than any transaction may use.
    case boundsTooHigh(amount: UInt64, most: UInt64)
    /// The class that the transaction declares did not come with it, or another one did.
    case classBodyMissing(ClassHash)
    /// The class cannot be compiled; why, as UTF-8 text.
    case classNotCompiled(reason: [UInt8])
    /// The class is of a Sierra version before 1.7: its gas cannot be counted.
    case sierraVersionTooOld
    /// The class compiles to something else than the transaction says.
    case compiledClassHashMismatch(expected: CompiledClassHash)
    /// The class is declared already.
    case classAlreadyDeclared(ClassHash)
}

/// What ends a transaction before it is in the block: it is refused, or the host cannot go on.
public enum TransactionStop<Failure: Error>: Error {
    case rejected(TransactionRejection)
    case host(Failure)
}

extension TransactionStop: Equatable where Failure: Equatable {}
extension TransactionStop: Sendable where Failure: Sendable {}

/// Fields of a transaction that rules speak of.
public enum TransactionField: UInt8, Equatable, Sendable {
    case calldata, signature, paymasterData, accountDeploymentData, proofFacts, nonceDataAvailabilityMode
    case feeDataAvailabilityMode

    /// The name that clients know.
    public var name: StaticString {
        switch self {
        case .calldata: "calldata"
        case .signature: "signature"
        case .paymasterData: "paymaster_data"
        case .accountDeploymentData: "account_deployment_data"
        case .proofFacts: "proof_facts"
        case .nonceDataAvailabilityMode: "nonce_data_availability_mode"
        case .feeDataAvailabilityMode: "fee_data_availability_mode"
        }
    }
}

extension TransactionRejection {
    /// What is wrong, as the end of a sentence.
    public var explanation: String {
        switch self {
        case .invalidNonce: "its nonce is not the account's"
        case .noAccount: "there is no contract at the sender's address"
        case .validationFailed: "the account did not accept it"
        case .kindNotSupported(let kind): "\(kind.name) transactions are not supported"
        case .fieldNotSupported(let field): "its field \(field.name) is not supported"
        case .tooLong(let field): "its field \(field.name) is too long"
        case .feeTooLarge: "its fee does not fit into 128 bits"
        case .feeNotPaid: "its fee cannot be paid"
        case .boundsTooLow: "its resource bounds are below the least that it costs"
        case .balanceTooLow: "its sender's balance is below the most that it may cost"
        case .boundsExceeded: "it used more than its bounds allow or its sender can pay"
        case .addressInUse: "there is a contract at the address of its account"
        case .classNotDeclared: "the class of its account is not declared"
        case .constructorFailed: "the constructor of its account failed"
        case .executionNotProvable: "its execution cannot be proven"
        case .beyondProvingBudget: "its execution asks more of the prover than a block may"
        case .noRoomToProve: "its block asks more of the prover than a block may"
        case .boundsTooHigh: "it allows itself more L2 gas than a transaction may use"
        case .classBodyMissing: "the class that it declares is missing"
        case .classNotCompiled: "the class that it declares cannot be compiled"
        case .sierraVersionTooOld: "the class that it declares is of a Sierra version before 1.7"
        case .compiledClassHashMismatch: "the class that it declares compiles to another class than it says"
        case .classAlreadyDeclared: "the class that it declares is declared already"
        }
    }
}

extension TransactionRejection: CustomStringConvertible {
    public var description: String { explanation }
}
