public import BlockVerifying
import ByteCoding
public import Foundation
import StarknetModel
import VectorFiles

/// The committed files of the fixture chain: what the verifier pins, and a bundle for each proven block.
public enum FixtureFiles {
    public static let folder = VectorFiles.packageRoot.appendingPathComponent("Vectors/fixtures")

    public static var configurationFile: URL { folder.appendingPathComponent("configuration") }

    public static func bundleFile(_ number: UInt64) -> URL { folder.appendingPathComponent("block-\(number).bundle") }

    public static func configuration() throws -> VerifierConfiguration {
        try VerifierConfiguration(decoding: Array(Data(contentsOf: configurationFile)))
    }

    public static func bundle(_ number: UInt64) throws -> BlockBundle {
        try BlockBundle(decoding: Array(Data(contentsOf: bundleFile(number))))
    }

    public static func write(_ configuration: VerifierConfiguration) throws {
        try Data(configuration.encoded).write(to: configurationFile)
    }

    public static func write(_ bundle: BlockBundle, _ number: UInt64) throws {
        try Data(bundle.encoded).write(to: bundleFile(number))
    }
}
