// The verifier's WebAssembly module as a function from bytes to a report. It is compiled once and its tables are made once; each
// verification then begins in an instance of its own with a copy of that memory, so that no block leaves anything behind for
// the next, and compiled code stays warm.

const reportBytesMax = 1024 * 1024;
const pageBytes = 65536;

export class OutOfMemory extends Error {
  constructor() { super("There is not enough memory for the verifier."); }
}

export class VerifierModule {
  #code;
  #memory;

  /// Compiles the module. `seed`, two 32-bit words, seeds its hash tables: a prepared bundle cannot make them slow.
  static async prepare(bytes, seed) {
    const prepared = new VerifierModule();
    prepared.#code = await WebAssembly.compile(bytes);
    const api = (await WebAssembly.instantiate(prepared.#code, {})).exports;
    api.starling_seed(...seed);
    api.starling_prepare();
    prepared.#memory = new Uint8Array(api.memory.buffer.slice(0));
    return prepared;
  }

  /// An instance as it was after its tables were made.
  async #instance() {
    const api = (await WebAssembly.instantiate(this.#code, {})).exports;
    const missing = (this.#memory.length - api.memory.buffer.byteLength) / pageBytes;
    try {
      if (missing > 0) api.memory.grow(missing);
    } catch {
      throw new OutOfMemory();
    }
    new Uint8Array(api.memory.buffer).set(this.#memory);
    return api;
  }

  /// Verifies a bundle (`starling_verify_block`). `number` is a BigInt, the others are byte arrays.
  async verify({ configuration, bundle, number, carried }) {
    return this.#report([configuration, bundle, carried], (api, [configurationAt, bundleAt, carriedAt]) =>
      api.starling_verify_block(
        configurationAt, configuration.length, bundleAt, bundle.length, number, carriedAt, carried.length));
  }

  /// Compiles the classes of a bundle that was verified again (`starling_recompile_block`).
  async recompile({ bundle, sources }) {
    return this.#report([bundle, sources], (api, [bundleAt, sourcesAt]) =>
      api.starling_recompile_block(bundleAt, bundle.length, sourcesAt, sources.length));
  }

  /// Verifies a receipt under a fingerprint of 32 bytes (`starling_verify_receipt`).
  async verifyReceipt({ fingerprint, receipt }) {
    return this.#report([fingerprint, receipt], (api, [fingerprintAt, receiptAt]) =>
      api.starling_verify_receipt(fingerprintAt, receiptAt, receipt.length));
  }

  /// Calls a function over these byte arrays, which returns a pointer to a 32-bit length followed by UTF-8 lines. Answers with
  /// these lines, the time it took, and the bytes of memory in the end.
  async #report(inputs, call) {
    const start = performance.now();
    const api = await this.#instance();
    const places = inputs.map((bytes) => {
      const pointer = api.starling_allocate(bytes.length) >>> 0;
      if (pointer === 0) throw new OutOfMemory();
      new Uint8Array(api.memory.buffer, pointer, bytes.length).set(bytes);
      return pointer;
    });
    const result = call(api, places) >>> 0;
    if (result === 0) throw new OutOfMemory();
    const length = new DataView(api.memory.buffer).getUint32(result, true);
    if (length > reportBytesMax) throw new Error("its report is too long");
    const text = new TextDecoder().decode(new Uint8Array(api.memory.buffer, result + 4, length));
    return { text, milliseconds: performance.now() - start, memory: api.memory.buffer.byteLength };
  }
}
