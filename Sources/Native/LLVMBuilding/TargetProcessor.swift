import CLLVM

/// The processor that code is made for.
///
/// One object is made for a level of processors and not for one model: what a model has beyond its level gains nothing here.
public struct TargetProcessor: Hashable, Sendable {
    /// LLVM's name of the level.
    public let name: String

    /// The level of this machine; nil where none is known that code could be made for.
    public static let current: TargetProcessor? = {
        #if arch(x86_64)
            guard let text = LLVMGetHostCPUFeatures() else { return TargetProcessor(name: "x86-64") }
            defer { LLVMDisposeMessage(text) }
            let features = Set(String(cString: text).split(separator: ",").map(String.init))
            let third: Set = ["+avx2", "+bmi", "+bmi2", "+fma", "+movbe", "+f16c", "+lzcnt"]
            return TargetProcessor(name: third.isSubset(of: features) ? "x86-64-v3" : "x86-64")
        #else
            return nil
        #endif
    }()

    /// LLVM's version.
    public static var version: String {
        var major: UInt32 = 0, minor: UInt32 = 0, patch: UInt32 = 0
        LLVMGetVersion(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }
}
