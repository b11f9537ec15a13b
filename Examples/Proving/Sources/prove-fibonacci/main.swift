import CairoVerifying

let path = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "../fibonacci.executable.json"
let proof = try prove(executable: path, arguments: [10])
for cell in proof.claim.publicData.output { print("output: \(cell.value[0])") }
