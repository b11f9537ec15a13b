// Runs the verifier in a worker, once for each block.

const secondsMax = 60;

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

/// Verifies a block of this panel's chain, on top of what was verified before. Answers with what the module said, or with why
/// it could not; never fails. `tell` hears of what goes on meanwhile.
export function verifyBlock(panel, number, carried, tell) {
  return new Promise((resolve) => {
    let worker;
    const end = (verdict) => {
      clearTimeout(deadline);
      worker?.terminate();
      resolve(verdict);
    };
    const broken = () => end({ state: "unchecked", note: "The verifier could not be run in this browser." });
    const deadline = setTimeout(
      () => end({ state: "unchecked", note: `The verifier did not finish within ${secondsMax} seconds.` }),
      secondsMax * 1000);
    try {
      worker = new Worker(policy.createScriptURL(workerPath), { type: "module" });
    } catch {
      broken();
      return;
    }
    worker.onmessage = ({ data }) => {
      if (data.state === "pending" && !data.awaitsProof) tell(data); else end(data);
    };
    worker.onerror = broken;
    worker.postMessage({
      number: String(number),
      bundle: `/bundle/${number}`,
      module: panel.dataset.module,
      moduleSHA256: panel.dataset.moduleSha256,
      configuration: panel.dataset.configuration,
      carried,
    });
  });
}
