// Runs the verifier's WebAssembly module on bundles: verify-blocks.mjs MODULE CONFIGURATION FOLDER
// Prints each line of each report behind the file's name, or "trap" and the reason. One instance serves all bundles until
// one traps; in the end its memory's size is printed.
import fs from "node:fs";
import path from "node:path";

const [modulePath, configurationPath, folder] = process.argv.slice(2);
const code = await WebAssembly.compile(fs.readFileSync(modulePath));
const configuration = fs.readFileSync(configurationPath);
let api;

async function start() {
  api = (await WebAssembly.instantiate(code, {})).exports;
}

function place(bytes) {
  const at = api.starling_allocate(bytes.length);
  new Uint8Array(api.memory.buffer, at, bytes.length).set(bytes);
  return at;
}

function verify(bundle) {
  const configurationAt = place(configuration), bundleAt = place(bundle);
  const result = api.starling_verify_block(configurationAt, configuration.length, bundleAt, bundle.length) >>> 0;
  const length = new DataView(api.memory.buffer).getUint32(result, true);
  const report = new TextDecoder().decode(new Uint8Array(api.memory.buffer, result + 4, length));
  for (const pointer of [configurationAt, bundleAt, result]) api.starling_free(pointer);
  return report;
}

await start();
for (const name of fs.readdirSync(folder).sort()) {
  const bundle = fs.readFileSync(path.join(folder, name));
  try {
    for (const line of verify(bundle).split("\n")) console.log(`${name}\t${line}`);
  } catch (error) {
    console.log(`${name}\ttrap\t${error.message}`);
    await start();
  }
}
console.log(`memory\t${api.memory.buffer.byteLength}`);
