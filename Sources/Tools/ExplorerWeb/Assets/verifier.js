// Runs the verifier in a worker, one block after the other. The worker stays, with its compiled module, as long as it answers.

const secondsMax = 60;
// Compiling is more work than verifying.
const recompilingSecondsMax = 600;

const workerPath = new URL("verify-worker.js", import.meta.url).pathname;
const policy = window.trustedTypes?.createPolicy("starling", {
  // The one script URL this page may load into a worker.
  createScriptURL: (url) => {
    if (url === workerPath) return url;
    throw new TypeError("refused script URL");
  },
}) ?? { createScriptURL: (url) => url };

/// Whether a verdict says that the block holds.
export function holds(verdict) {
  return ["verified", "except", "nothing"].includes(verdict.state);
}

/// The worker, and the verification that waits for nothing but the ones before it.
let worker, last = Promise.resolve();

/// Verifies a block of this panel's chain, on top of what was verified before. Answers with what the module said, or with why
/// it could not; never fails. `tell` hears of what goes on meanwhile. With `recompiles` the block's classes are compiled again.
export function verifyBlock(panel, number, carried, tell, recompiles = false) {
  const request = {
    number: String(number), bundle: `/bundle/${number}`, configuration: panel.dataset.configuration, carried, recompiles,
  };
  last = last.then(() => verifyNow(panel, request, tell));
  return last;
}

/// Verifies a receipt, an array of bytes, under the fingerprint that the panel names. Answers as `verifyBlock` does.
export function verifyReceipt(panel, receipt, tell) {
  last = last.then(() => verifyNow(panel, { receipt, fingerprint: panel.dataset.fingerprint }, tell));
  return last;
}

function verifyNow(panel, request, tell) {
  const limit = request.recompiles ? recompilingSecondsMax : secondsMax;
  return new Promise((resolve) => {
    const end = (verdict) => {
      clearTimeout(deadline);
      resolve(verdict);
    };
    // A worker that fails or hangs is not asked again.
    const broken = (note) => {
      worker?.terminate();
      worker = undefined;
      end({ state: "unchecked", note });
    };
    const deadline = setTimeout(
      () => broken(`The verifier did not finish within ${limit} seconds.`), limit * 1000);
    const failed = () => broken("The verifier could not be run in this browser.");
    try {
      worker ??= new Worker(policy.createScriptURL(workerPath), { type: "module" });
    } catch {
      failed();
      return;
    }
    worker.onmessage = ({ data }) => {
      if (data.state === "pending" && !data.awaitsProof) tell(data); else end(data);
    };
    worker.onerror = failed;
    worker.postMessage({ ...request, module: panel.dataset.module, moduleSHA256: panel.dataset.moduleSha256 });
  });
}
