// Verifies receipts in the explorer's worker, as its page does: run-receipts.mjs MODULE FOLDER FINGERPRINT ASSETS
// Prints a line of JSON for each file of the folder: its name and what the worker said.
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const [modulePath, receipts, fingerprint, assets] = process.argv.slice(2);
// Node takes files for modules where their folder says so.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "starling-receipts-"));
fs.writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
for (const name of fs.readdirSync(assets)) if (name.endsWith(".js")) fs.copyFileSync(path.join(assets, name), path.join(folder, name));

const module = fs.readFileSync(modulePath), asked = [];
globalThis.fetch = async (address) => {
  asked.push(address);
  return new Response(module);
};
let said;
globalThis.postMessage = (message) => { if (message.state !== "pending") said = message; };
globalThis.onmessage = null;
await import(path.join(folder, "verify-worker.js"));

const moduleSHA256 = crypto.createHash("sha256").update(module).digest("hex");
for (const name of fs.readdirSync(receipts).sort()) {
  const receipt = new Uint8Array(fs.readFileSync(path.join(receipts, name)));
  await globalThis.onmessage({ data: { receipt, fingerprint, module: "/module", moduleSHA256 } });
  console.log(JSON.stringify({ name, ...said }));
}
// Nothing but the module is ever asked for, once.
console.log(JSON.stringify({ name: "asked", asked }));
fs.rmSync(folder, { recursive: true });
