import BlockVerifying
import ByteCoding
import ClassCompiling
import StarknetModel

/// `starling_recompile_block(bundle, bundleCount, sources, sourcesCount)`: compiles every class of a bundle again from its Sierra
/// and compares. For bytes that `starling_verify_block` has accepted: then the code that is compared is what the state commits
/// to. Returns a report of one line. The memory behind the pointers belongs to the host.
///
/// The sources are encodings of `SierraClass` one behind the other, of the classes that the report of the verification named as
/// used. Nobody's word is taken for what they are: each counts for the class whose hash it has. A class without a source, or one
/// that this compiler refuses, leaves the question open; only other code is a difference.
@_expose(wasm, "starling_recompile_block") @_cdecl("starling_recompile_block")
public func recompileBlock(
    _ bundle: UnsafePointer<UInt8>?, _ bundleCount: UInt32, _ sources: UnsafePointer<UInt8>?, _ sourcesCount: UInt32
) -> UnsafeMutableRawPointer? {
    var report = Report()
    if let bundle = decode(BlockBundle.self, bundle, bundleCount) {
        if let sierra = decode(SierraSources.self, sources, sourcesCount) {
            report.recompilation(of: bundle, sierra.classes)
        } else {
            report.line("recompilation", "unchecked", "the Sierra sources are malformed")
        }
    } else {
        report.line("recompilation", "unchecked", "the bundle is malformed")
    }
    return report.handOver()
}

extension Report {
    fileprivate mutating func recompilation(of bundle: BlockBundle, _ sierra: [SierraClass]) {
        do throws(BlockRejection) {
            line("recompilation", "equal", try ClassRecompilation(of: bundle, sierra: sierra).statement)
        } catch {
            var isOther = false
            if case .recompilation(_, .otherCode) = error { isOther = true }
            line("recompilation", isOther ? "differs" : "unchecked", error.explanation)
        }
    }
}

/// Sierra classes as the host hands them over: one behind the other until the end.
struct SierraSources: ByteCodable {
    let classes: [SierraClass]

    func encode(to writer: inout ByteWriter) { for sierra in classes { writer.value(sierra) } }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        var classes: [SierraClass] = []
        while !reader.isAtEnd {
            guard classes.count < BlockBundle.classesMax else { throw .notCanonical }
            classes.append(try SierraClass(from: &reader))
        }
        self.classes = classes
    }
}
