// Fetches a block's bundle and the verifier's module, checks the module's pinned hash, runs it, and reports what it said
// to the page. Nothing is sent to the server but the three requests, and one for each class that is compiled again where that is
// asked for. The module is kept from one block to the next.
//
// "Invalid" is only what the module itself says: of a block that it has judged, or of a bundle that is none. Whatever keeps it
// from judging is "unchecked".

import { readRecompilation, readReport } from "./report.js";
import { sha256 } from "./sha256.js";
import { OutOfMemory, VerifierModule } from "./verifier-module.js";

const bundleBytesMax = 96 * 1024 * 1024;
const moduleBytesMax = 8 * 1024 * 1024;
const configurationBytesMax = 65536;
const sourcesBytesMax = 96 * 1024 * 1024;

/// A reason for which nothing can be said about the block.
class Unchecked extends Error {}

/// The body of an answer, given up as soon as it grows beyond the limit.
async function bounded(answer, what, limit) {
  const parts = [];
  let total = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > limit) {
      await reader.cancel();
      throw new Unchecked(`${what} is larger than ${limit} bytes.`);
    }
    parts.push(value);
  }
  return joined(parts);
}

async function download(path, what, limit) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "omit", redirect: "error" });
  } catch {
    throw new Unchecked(`${what} could not be downloaded.`);
  }
  if (answer.ok) {
    try {
      return { bytes: await bounded(answer, what, limit) };
    } catch (error) {
      if (error instanceof Unchecked) throw error;
      throw new Unchecked(`The download of ${what.toLowerCase()} broke off.`);
    }
  }
  return { status: answer.status, text: new TextDecoder().decode(await bounded(answer, what, 65536)).slice(0, 300) };
}

async function needed(path, what, limit) {
  const answer = await download(path, what, limit);
  if (!answer.bytes) throw new Unchecked(`${what} is missing: the server answered ${answer.status}.`);
  return answer.bytes;
}

/// There will be something to check: the page asks again.
function waiting(note) {
  return { state: "pending", awaitsProof: true, note: `${note} This page looks again every few seconds.` };
}

/// Why there is no bundle, as the server says it.
function withoutBundle(answer) {
  const [stage, ...reason] = answer.text.split(": ");
  if (answer.status !== 404) throw new Unchecked(answer.text || `The server answered ${answer.status}.`);
  switch (stage) {
    case "waiting": return waiting("The proof of this block is not made yet.");
    case "proving": return waiting("The proof of this block is being made.");
    case "failed": throw new Unchecked(`There is no proof of this block: the prover gave up (${reason.join(": ")}).`);
    case "empty":
      throw new Unchecked(
        "This block holds no transactions, so there is nothing to prove. What else could be checked of it, this server does "
        + "not hand out.");
    case "stored": throw new Unchecked("The prover says that the proof is stored, but this server does not hold it.");
    default: throw new Unchecked("There is no proof of this block here, and the prover does not answer.");
  }
}

/// The module's hash, computed here in any case: where the browser's own digest is missing, by `sha256.js`.
async function hashOf(module) {
  if (!globalThis.crypto?.subtle) return { hex: sha256(module), by: "this page's script, since the browser offers none here" };
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", module));
  return { hex: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""), by: "the browser" };
}

/// What was verified before, as the module wrote it in hex; nothing where another module wrote it.
function carriedBytes(carried, module) {
  return bytesOf(carried?.module === module ? carried.text : "");
}

function bytesOf(hex) { return Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (digits) => parseInt(digits, 16)); }

/// The module of this request, with its hash: downloaded, checked and compiled when it is not the one at hand.
async function verifierOf(request) {
  if (kept?.hash.hex === request.moduleSHA256) return kept;
  const bytes = await needed(request.module, "The verifier's module", moduleBytesMax);
  const hash = await hashOf(bytes);
  if (hash.hex !== request.moduleSHA256) throw new Unchecked("The verifier's module does not have the hash this page names.");
  kept = { hash, module: await VerifierModule.prepare(bytes, crypto.getRandomValues(new Uint32Array(2))) };
  return kept;
}
let kept;

async function verify(request) {
  postMessage({ state: "pending", note: "Fetching the block and its proof…" });
  const [answer, verifier, configuration] = await Promise.all([
    download(request.bundle, "The block with its proof", bundleBytesMax),
    verifierOf(request),
    needed(request.configuration, "The chain's configuration", configurationBytesMax),
  ]);
  if (!answer.bytes) return withoutBundle(answer);
  postMessage({ state: "pending", note: "Checking the proof…" });
  const { hash, module } = verifier;
  const { text, milliseconds } = await module.verify({
    configuration, bundle: answer.bytes, number: BigInt(request.number), carried: carriedBytes(request.carried, hash.hex),
  });
  const said = readReport(text);
  if (said.carried !== undefined) said.carried = { module: hash.hex, text: said.carried };
  said.facts.push(...factsOf(hash, answer.bytes, milliseconds));
  if (request.recompiles && said.classes?.length > 0) await recompile(said, module, answer.bytes);
  return said;
}

/// Verifies a receipt that the reader has: nothing of it leaves the browser.
async function verifyReceipt(request) {
  postMessage({ state: "pending", note: "Fetching the verifier…" });
  const { hash, module } = await verifierOf(request);
  postMessage({ state: "pending", note: "Checking the receipt…" });
  const { text, milliseconds } = await module.verifyReceipt({
    fingerprint: bytesOf(request.fingerprint), receipt: request.receipt,
  });
  const said = readReport(text);
  said.facts.push(...factsOf(hash, request.receipt, milliseconds));
  return said;
}

/// What every verdict says of its making.
function factsOf(hash, bytes, milliseconds) {
  return [
    ["Module's SHA-256", hash.hex], ["Module's hash computed by", hash.by],
    ["Data checked", `${Math.ceil(bytes.length / 1024)} KiB`],
    ["Time taken", `${milliseconds.toFixed(0)} ms, in this browser`],
  ];
}

/// Compiles the classes of the bundle that was just verified again, from Sierra that the server hands out: the module computes
/// the hash of each. The verdict gets what was found; without the sources it stays what it is.
async function recompile(said, module, bundle) {
  try {
    const used = said.classes.filter(({ isDeclared }) => !isDeclared);
    const sources = [];
    let left = sourcesBytesMax;
    for (const [place, { hash }] of used.entries()) {
      postMessage({ state: "pending", note: `Fetching the Sierra of class ${place + 1} of ${used.length}…` });
      const what = `The Sierra of class ${hash}`;
      const answer = await download(`/sierra/${hash}`, what, left);
      if (!answer.bytes) throw new Unchecked(`${what} is missing. ${answer.text || `The server answered ${answer.status}.`}`);
      left -= answer.bytes.length;
      sources.push(answer.bytes);
    }
    postMessage({ state: "pending", note: `Compiling ${said.classes.length === 1 ? "1 class" : `${said.classes.length} classes`} again…` });
    const { text, milliseconds } = await module.recompile({ bundle, sources: joined(sources) });
    said.recompilation = readRecompilation(text);
    said.facts.push(["Time to compile its classes again", `${milliseconds.toFixed(0)} ms, in this browser`]);
  } catch (error) {
    const known = error instanceof Unchecked || error instanceof OutOfMemory;
    said.recompilation = { state: "unchecked", text: known ? error.message : `The compiler stopped: ${error.message}` };
  }
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

onmessage = async (message) => {
  try {
    postMessage(await (message.data.receipt ? verifyReceipt : verify)(message.data));
  } catch (error) {
    // A module that stops halfway has said nothing: neither that the block holds nor that it does not.
    const known = error instanceof Unchecked || error instanceof OutOfMemory;
    const note = known ? error.message : `The verifier stopped: ${error.message}`;
    postMessage({ state: "unchecked", note });
  }
};
