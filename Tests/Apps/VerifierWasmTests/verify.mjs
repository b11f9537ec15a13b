// Runs the verifier's WebAssembly module on a proof: verify.mjs MODULE PROOF PARAMS [ROUNDS]
// Prints the report's first line. With ROUNDS, the proof is also damaged that often, deterministically, and the script
// fails when damage is accepted or makes the module trap.
import fs from "node:fs";

const [modulePath, proofPath, parametersPath, rounds] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(fs.readFileSync(modulePath), {});
const api = instance.exports;
const words = JSON.parse(fs.readFileSync(proofPath)).map(BigInt);
const parameters = JSON.parse(fs.readFileSync(parametersPath));
const config = parameters.pcs_config, fri = config.fri_config;
const policy = [
  config.pow_bits, fri.log_blowup_factor, fri.log_last_layer_degree_bound, fri.n_queries, fri.fold_step,
  ["canonical", "canonical_without_pedersen", "canonical_small"].indexOf(parameters.preprocessed_trace),
  parameters.channel_hash === "blake2s_m31" ? 1 : 0, parameters.include_all_preprocessed_columns ? 1 : 0,
];

function verify(stream) {
  const policyAt = api.starling_allocate(32), streamAt = api.starling_allocate(8 * stream.length + 8);
  new Uint32Array(api.memory.buffer, policyAt, 8).set(policy);
  new BigUint64Array(api.memory.buffer, streamAt, stream.length).set(stream);
  const result = api.starling_verify_cairo(policyAt, 8, streamAt, stream.length) >>> 0;
  const length = new DataView(api.memory.buffer).getUint32(result, true);
  const report = new TextDecoder().decode(new Uint8Array(api.memory.buffer, result + 4, length));
  for (const pointer of [policyAt, streamAt, result]) api.starling_free(pointer);
  return report;
}

console.log(verify(words).split("\n")[0]);

let state = 1n;
function random(bound) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(bound));
}
for (let round = 0; round < Number(rounds || 0); round++) {
  const damaged = words.slice();
  const at = random(damaged.length);
  const kind = random(5);
  if (kind === 0) damaged[at] ^= 1n << BigInt(random(64));
  else if (kind === 1) damaged[at] = (state >> 8n) & 0xffffffffn;
  else if (kind === 2) damaged.splice(at, 1);
  else if (kind === 3) damaged.splice(at, 0, BigInt(random(1 << 30)));
  else damaged.length = at;
  if (damaged.length === words.length && damaged.every((word, i) => word === words[i])) continue;
  const report = verify(damaged);
  if (!report.startsWith("verdict\tinvalid\t")) {
    console.log(`round ${round} was accepted: ${report}`);
    process.exit(1);
  }
}
console.log(`memory ${api.memory.buffer.byteLength}`);
