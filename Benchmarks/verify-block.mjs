// Times the WebAssembly verifier on a block's bundle: verify-block.mjs MODULE CONFIGURATION BUNDLE [ROUNDS]
// Prints rows of a table: the first verification of a fresh instance, which makes the module's tables, and the best of the
// ones after it. CPU and wall milliseconds.
import fs from "node:fs";

const [modulePath, configurationPath, bundlePath, rounds] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(fs.readFileSync(modulePath), {});
const api = instance.exports;
const configuration = fs.readFileSync(configurationPath), bundle = fs.readFileSync(bundlePath);

function place(bytes) {
  const at = api.starling_allocate(bytes.length) >>> 0;
  new Uint8Array(api.memory.buffer, at, bytes.length).set(bytes);
  return at;
}

function verify() {
  const cpu = process.cpuUsage(), wall = performance.now();
  const configurationAt = place(configuration), bundleAt = place(bundle);
  const result = api.starling_verify_block(configurationAt, configuration.length, bundleAt, bundle.length) >>> 0;
  const used = process.cpuUsage(cpu);
  const times = { cpu: (used.user + used.system) / 1000, wall: performance.now() - wall };
  const length = new DataView(api.memory.buffer).getUint32(result, true);
  const report = new TextDecoder().decode(new Uint8Array(api.memory.buffer, result + 4, length));
  for (const pointer of [configurationAt, bundleAt, result]) api.starling_free(pointer);
  if (!report.startsWith("verdict\tverified")) {
    console.log(report);
    process.exit(1);
  }
  return times;
}

function row(name, times) { console.log(`| ${name} | ${times.cpu.toFixed(1)} | ${times.wall.toFixed(1)} |`); }

row(`WebAssembly, node ${process.version}: first, tables made`, verify());
let best = verify();
for (let round = 1; round < Number(rounds || 20); round++) {
  const times = verify();
  if (times.wall < best.wall) best = times;
}
row("WebAssembly: warm", best);
