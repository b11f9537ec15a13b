extension SystemCall {
    /// What the compiler takes before every system call; the request's gas is what is left then.
    public static let base: UInt64 = 10_000

    /// The price of the call without its variable part, base included (EXEC §3.10, protocol 0.14.4).
    var fixedGas: UInt64 {
        switch self {
        case .callContract: 91_360
        case .libraryCall: 88_660
        case .deploy: 147_120
        case .replaceClass, .getClassHashAt, .emitEvent, .keccak: 10_000
        case .getBlockHash: 10_810
        case .getExecutionInfo: 11_240
        case .sendMessageToL1: 12_770
        case .storageRead: 24_070
        case .storageWrite: 59_970
        case .metaTxV0: 168_550
        case .sha256ProcessBlock: 839_995
        case .sha512ProcessBlock: 2_413_810
        case .secp256k1New: 46_950
        case .secp256k1Add: 42_030
        case .secp256k1Mul: 8_142_650
        case .secp256k1GetPointFromX: 40_500
        case .secp256k1GetXy: 20_470
        case .secp256r1New: 59_830
        case .secp256r1Add: 62_490
        case .secp256r1Mul: 13_510_870
        case .secp256r1GetPointFromX: 53_380
        case .secp256r1GetXy: 20_670
        }
    }

    /// The price of one felt of the first request array, or for Keccak of one round of 17 words.
    var gasPerUnit: UInt64 {
        switch self {
        case .deploy, .metaTxV0: 4_850
        case .sendMessageToL1: 600
        case .keccak: 165_137
        default: 0
        }
    }

    /// The gas that a request must hold. `arrayCount`: felts of its first array, 0 without one.
    public func requiredGas(arrayCount: Int) -> UInt64 {
        let units = UInt64(max(0, self == .keccak ? arrayCount / 17 : arrayCount))
        let (variable, overflow) = gasPerUnit.multipliedReportingOverflow(by: units)
        guard !overflow else { return .max }
        let (sum, carry) = (fixedGas - SystemCall.base).addingReportingOverflow(variable)
        return carry ? .max : sum
    }
}
