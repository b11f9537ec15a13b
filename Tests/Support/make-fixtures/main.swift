// Proves the fixture chain's blocks and writes `Vectors/fixtures`. Each bundle is verified before it is written.
import BlockVerifying
import FixtureChains
import StarknetModel

let chain = try FixtureChain()
let configuration = try FixtureCommittee.configuration()
try FixtureFiles.write(configuration)
for number in FixtureChain.provenBlocks + FixtureChain.emptyBlocks {
    let bundle = try chain.bundle(number, proof: try chain.prove(number))
    let verdict = try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(bundle)
    try FixtureFiles.write(bundle, number)
    print(
        "block \(number): \(verdict.provenFrameCount) of \(verdict.frameCount) frames proven, \(bundle.encoded.count) bytes"
    )
}
