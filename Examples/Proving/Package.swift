// swift-tools-version: 6.2
import PackageDescription

// A package that uses the prover as a library. In a package of your own, the dependency is a URL and a branch.
let package = Package(
    name: "Proving",
    dependencies: [.package(name: "Starling", path: "../..")],
    targets: [
        .executableTarget(
            name: "prove-fibonacci", dependencies: [.product(name: "CairoProver", package: "Starling")])
    ]
)
