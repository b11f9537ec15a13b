// Fetches a block's bundle and the verifier's module, checks the module's pinned hash, runs it, and reports the verdict
// to the page. Nothing is sent to the server but the two requests.
"use strict";

const bundleBytesMax = 64 * 1024 * 1024;
const moduleBytesMax = 8 * 1024 * 1024;

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function bytesOf(path, limit) {
  const answer = await fetch(path, { cache: "no-store", credentials: "omit", redirect: "error" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > limit) throw new Error(`${path} is larger than ${limit} bytes`);
  return bytes;
}

/// Instantiates the module with its own memory and calls `starling_verify_block`, which returns a pointer to a 32-bit
/// length followed by UTF-8 lines "kind<TAB>name<TAB>text".
function run(instance, configuration, bundle) {
  const api = instance.exports;
  // Seeds the module's hash tables: a prepared bundle cannot make them slow.
  api.starling_seed(...crypto.getRandomValues(new Uint32Array(2)));
  const put = (bytes) => {
    const pointer = api.starling_allocate(bytes.length) >>> 0;
    if (pointer === 0) throw new Error("out of memory");
    new Uint8Array(api.memory.buffer, pointer, bytes.length).set(bytes);
    return pointer;
  };
  const configurationAt = put(configuration), bundleAt = put(bundle);
  const result = api.starling_verify_block(configurationAt, configuration.length, bundleAt, bundle.length) >>> 0;
  const length = new DataView(api.memory.buffer).getUint32(result, true);
  return new TextDecoder().decode(new Uint8Array(api.memory.buffer, result + 4, length));
}

function verdictOf(report, milliseconds, block) {
  const verdict = { state: "invalid", facts: [], checks: [], note: "" };
  let about = null;
  for (const line of report.split("\n")) {
    const [kind, name, text] = line.split("\t");
    if (kind === "verdict") { verdict.state = name === "verified" ? "verified" : "invalid"; verdict.note = text || ""; }
    if (kind === "fact") verdict.facts.push([name, text]);
    if (kind === "fact" && name === "Block number") about = text;
    if (kind === "check") verdict.checks.push({ state: name, text });
  }
  // The bundle must be about the block this page shows: a valid proof of another block is no verdict on this one.
  if (verdict.state === "verified" && about !== block) {
    verdict.state = "invalid";
    verdict.note = `The bundle is about block ${about}, not about block ${block}.`;
  }
  verdict.facts.push(["Time taken", `${milliseconds.toFixed(0)} ms, in this browser`]);
  return verdict;
}

onmessage = async (message) => {
  const request = message.data;
  try {
    postMessage({ state: "pending", note: "Fetching the block and its proof…" });
    const [bundle, module, configuration] = await Promise.all([
      bytesOf(request.bundle, bundleBytesMax),
      bytesOf(request.module, moduleBytesMax),
      bytesOf(request.configuration, 65536),
    ]);
    if (bundle === null) {
      postMessage({ state: "pending", final: true, note: "The proof of this block is not stored yet." });
      return;
    }
    if (module === null || configuration === null) throw new Error("the verifier's module is missing");
    // Only secure contexts (https, localhost) have the digest; elsewhere the page says so instead of pretending.
    if (globalThis.crypto && crypto.subtle) {
      const digest = hex(await crypto.subtle.digest("SHA-256", module));
      if (digest !== request.moduleSHA256) throw new Error("the verifier's module does not have the pinned hash");
    }
    postMessage({ state: "pending", note: "Checking the proof…" });
    const { instance } = await WebAssembly.instantiate(module, {});
    const start = performance.now();
    const report = run(instance, configuration, bundle);
    postMessage(verdictOf(report, performance.now() - start, request.block));
  } catch (error) {
    postMessage({ state: "invalid", note: `The check could not be completed: ${error.message}` });
  }
};
