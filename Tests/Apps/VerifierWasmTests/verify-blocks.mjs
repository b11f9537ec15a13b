// Runs the verifier's WebAssembly module on bundles: verify-blocks.mjs MODULE CONFIGURATION FOLDER
// Files are named NUMBER.NAME, after the block that is asked for, and taken in the order of their names' text. A block is
// verified on top of what the file NUMBER.NAME.carried holds, and without one of nothing, or of what the report before
// carried where NAME begins with "next". Prints each line of each report behind NAME, or "trap" and the reason. Where there is
// a file NUMBER.NAME.sources, the classes of the bundle are compiled again from it: that report is printed too, and as "page" what
// the explorer's script makes of both. One instance serves all bundles until one traps; in the end its memory's size is printed.
// The explorer's script runs the module beside it, each bundle in a prepared instance of its own: where its report is another
// one, that is printed.
import fs from "node:fs";
import path from "node:path";

const [modulePath, configurationPath, folder, assets] = process.argv.slice(2);
const script = (name) => import(`data:text/javascript,${encodeURIComponent(fs.readFileSync(path.join(assets, name), "utf8"))}`);
const { VerifierModule } = await script("verifier-module.js");
const { readRecompilation, readReport } = await script("report.js");
const { withRecompilation } = await script("recompile.js");
const prepared = await VerifierModule.prepare(fs.readFileSync(modulePath), [3, 4]);
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

function call(inputs, run) {
  const places = inputs.map(place);
  const result = run(places) >>> 0;
  const length = new DataView(api.memory.buffer).getUint32(result, true);
  const report = new TextDecoder().decode(new Uint8Array(api.memory.buffer, result + 4, length));
  for (const pointer of [...places, result]) api.starling_free(pointer);
  return report;
}

function verify(bundle, number, carried) {
  return call([configuration, bundle, carried], ([configurationAt, bundleAt, carriedAt]) => api.starling_verify_block(
    configurationAt, configuration.length, bundleAt, bundle.length, number, carriedAt, carried.length));
}

async function recompile(name, bundle, sources, report) {
  const found = call([bundle, sources], ([bundleAt, sourcesAt]) => api.starling_recompile_block(
    bundleAt, bundle.length, sourcesAt, sources.length));
  const page = await prepared.recompile({ bundle, sources });
  if (page.text !== found) console.log(`${name}\tdiffers\t${page.text}`);
  console.log(`${name}\t${found}`);
  console.log(`${name}\tmilliseconds\t${page.milliseconds.toFixed(0)}`);
  const verdict = withRecompilation({ ...readReport(report), recompilation: readRecompilation(found) });
  const basis = (verdict.basis ?? []).some(({ text }) => text.includes("taken for the compilation"));
  console.log(`${name}\tpage\t${verdict.state}\t${basis ? "trusted" : "compiled"}\t${verdict.summary?.at(-1)?.text ?? verdict.note}`);
}

await start();
let carried = Buffer.alloc(0);
for (const file of fs.readdirSync(folder).sort()) {
  const [number, name, kind] = file.split(".");
  if (kind !== undefined) continue;
  const bundle = fs.readFileSync(path.join(folder, file)), given = path.join(folder, `${file}.carried`);
  if (!name.startsWith("next")) carried = Buffer.alloc(0);
  if (fs.existsSync(given)) carried = fs.readFileSync(given);
  try {
    const report = verify(bundle, BigInt(number), carried), lines = report.split("\n");
    const page = await prepared.verify({ configuration, bundle, number: BigInt(number), carried });
    if (page.text !== report) console.log(`${name}\tdiffers\t${page.text.split("\n")[0]}`);
    for (const line of lines) console.log(`${name}\t${line}`);
    const kept = lines.find((line) => line.startsWith("carried\t"));
    if (kept) carried = Buffer.from(kept.split("\t")[2], "hex");
    const sources = path.join(folder, `${file}.sources`);
    if (fs.existsSync(sources)) await recompile(name, bundle, fs.readFileSync(sources), report);
  } catch (error) {
    console.log(`${name}\ttrap\t${error.message}`);
    await start();
  }
}
console.log(`memory\t${api.memory.buffer.byteLength}`);
