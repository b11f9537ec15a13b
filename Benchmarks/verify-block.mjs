// Times the WebAssembly verifier on a block's bundle, as the explorer's pages run it:
//   verify-block.mjs MODULE CONFIGURATION BUNDLE NUMBER [ROUNDS]
// Prints rows of a table: compiling the module and making its tables, the first verification, and the best of the ones after
// it. Milliseconds: CPU time of the thread that verifies (the compiler's threads work beside it), and wall time.
import fs from "node:fs";

const [modulePath, configurationPath, bundlePath, number, rounds] = process.argv.slice(2);
const source = fs.readFileSync("Sources/Tools/ExplorerWeb/Assets/verifier-module.js", "utf8");
const { VerifierModule } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const input = {
  configuration: fs.readFileSync(configurationPath), bundle: fs.readFileSync(bundlePath), number: BigInt(number),
  carried: new Uint8Array(),
};

const threadCPU = () => Number(fs.readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;

async function timed(work) {
  const cpu = threadCPU(), wall = performance.now();
  const result = await work();
  return { result, cpu: threadCPU() - cpu, wall: performance.now() - wall };
}

async function verification() {
  const times = await timed(() => prepared.verify(input));
  if (times.result.text.startsWith("verdict\tverified")) return times;
  console.log(times.result.text);
  process.exit(1);
}

function row(name, times) { console.log(`| ${name} | ${times.cpu.toFixed(1)} | ${times.wall.toFixed(1)} |`); }

const preparation = await timed(() => VerifierModule.prepare(fs.readFileSync(modulePath), [1, 2]));
const prepared = preparation.result;
row(`WebAssembly, node ${process.version}: compiling, tables`, preparation);
row("WebAssembly: first block", await verification());
row("WebAssembly: second block", await verification());
let best = await verification();
for (let round = 3; round < Number(rounds || 20); round++) {
  const times = await verification();
  if (times.cpu < best.cpu) best = times;
}
row("WebAssembly: best of the blocks after them", best);
