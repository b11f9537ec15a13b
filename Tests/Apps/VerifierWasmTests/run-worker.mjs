// Runs the explorer's worker as a page does, over a server made up here: run-worker.mjs MODULE CONFIGURATION BUNDLE NUMBER SOURCES ASSETS
// SOURCES is a folder with the encoded Sierra of classes, named by their hashes. Prints for each case, tab by tab: its name, the
// state that the page shows, what was found of the classes, whether the verdict still trusts their compilation, and a sentence.
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const [modulePath, configurationPath, bundlePath, number, sourcesFolder, assets] = process.argv.slice(2);
// Node takes files for modules where their folder says so.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "starling-worker-"));
fs.writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
for (const name of fs.readdirSync(assets)) if (name.endsWith(".js")) fs.copyFileSync(path.join(assets, name), path.join(folder, name));

const module = fs.readFileSync(modulePath), hashes = fs.readdirSync(sourcesFolder).sort();
const source = (hash) => fs.readFileSync(path.join(sourcesFolder, hash));
const files = {
  "/module": module, "/configuration": fs.readFileSync(configurationPath), [`/bundle/${number}`]: fs.readFileSync(bundlePath),
};
// What the server has of a class, case by case.
const cases = {
  unasked: null,
  equal: source,
  missing: (hash) => (hash === hashes[0] ? { status: 404, text: "The node has no such class." } : source(hash)),
  another: (hash) => source(hash === hashes[0] ? hashes[1] : hash),
  changed: (hash) => Buffer.concat([source(hash).subarray(0, 40), Buffer.from([1]), source(hash).subarray(41)]),
  cut: (hash) => source(hash).subarray(0, -1),
  silent: () => { throw new TypeError("no connection"); },
};
let serve, asked = [];
globalThis.fetch = async (address) => {
  asked.push(address);
  if (!address.startsWith("/sierra/")) return new Response(files[address]);
  const answer = serve(address.slice("/sierra/".length));
  return answer.status ? new Response(answer.text, { status: answer.status }) : new Response(answer);
};
let said;
globalThis.postMessage = (message) => { if (message.state !== "pending") said = message; };
globalThis.onmessage = null;
await import(path.join(folder, "verify-worker.js"));
const { withRecompilation } = await import(path.join(folder, "recompile.js"));

const moduleSHA256 = crypto.createHash("sha256").update(module).digest("hex");
for (const [name, answers] of Object.entries(cases)) {
  serve = answers;
  asked = [];
  await globalThis.onmessage({
    data: {
      number, bundle: `/bundle/${number}`, module: "/module", moduleSHA256, configuration: "/configuration", carried: null,
      recompiles: answers !== null,
    },
  });
  const verdict = withRecompilation(said);
  const trusts = verdict.basis.some(({ text }) => text.includes("taken for the compilation")) ? "trusted" : "compiled";
  const found = said.recompilation, classes = asked.filter((address) => address.startsWith("/sierra/")).length;
  console.log([name, verdict.state, found?.state ?? "none", trusts, classes, found?.text ?? ""].join("\t"));
}
fs.rmSync(folder, { recursive: true });
