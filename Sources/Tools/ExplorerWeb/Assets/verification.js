// The verification panel of a block's page: starts the verifier in a worker, and shows what it says.

import { clearMarks, compareWithPage } from "./compare.js";
import { node } from "./dom.js";

const secondsMax = 60;
const pollSeconds = 5;

const workerPath = new URL("verify-worker.js", import.meta.url).pathname;
const policy = window.trustedTypes?.createPolicy("starling", {
  // The one script URL this page may load into a worker.
  createScriptURL: (url) => {
    if (url === workerPath) return url;
    throw new TypeError("refused script URL");
  },
}) ?? { createScriptURL: (url) => url };

const headings = {
  pending: "Your browser is checking this block",
  verified: "Verified in your browser",
  nothing: "Verified in your browser",
  except: "Verified in your browser, with exceptions",
  unchecked: "Your browser could not check this block",
  invalid: "Your browser refuses this block",
};
const titles = {
  pending: "Pending", verified: "Verified", nothing: "Verified, nothing to prove", except: "Verified, except …",
  unchecked: "Could not check", invalid: "Invalid",
};
const notes = {
  verified: "Your browser checked this block itself, without trusting this site.",
  nothing: "Your browser checked this block itself, without trusting this site.",
  except: "Your browser checked this block itself, without trusting this site. Not all of it is proven:",
  unchecked: "This says nothing about the block, neither good nor bad.",
};

function fill(id, items) {
  const place = document.getElementById(id);
  place.replaceChildren(...items);
  const section = place.closest("[data-section]");
  if (section) section.hidden = items.length === 0;
}

function show(panel, verdict) {
  panel.className = `card verdict ${verdict.state}`;
  document.getElementById("verdict-heading").textContent = headings[verdict.state];
  document.getElementById("verdict-state").textContent = verdict.title || titles[verdict.state];
  const note = [verdict.note, notes[verdict.state]].filter(Boolean).join(" ");
  document.getElementById("verdict-note").textContent = note;
  const trusted = (list) => (list ?? []).map((text) => node("li", "trusted", text));
  fill("verdict-summary", (verdict.summary ?? []).map((line) => node("li", line.state, line.text)));
  fill("verdict-exceptions", trusted(verdict.exceptions));
  fill("verdict-basis", trusted(verdict.basis));
  fill("verdict-facts", (verdict.facts ?? []).flatMap(([name, value]) => [node("dt", "", name), node("dd", "", value)]));
  fill("verdict-checks", (verdict.checks ?? []).map((check) => node("li", check.state, check.text)));
  document.getElementById("verdict-again").hidden = verdict.state !== "unchecked";
}

/// A verdict is shown only for what this page shows: a page that shows something else is refused, whatever holds.
function judged(panel, verdict) {
  if (!["verified", "except", "nothing"].includes(verdict.state)) return verdict;
  const differences = compareWithPage(panel, verdict);
  if (differences.length === 0) return verdict;
  const about = `Block ${verdict.about.number} (${verdict.about.hash}) was verified, but this page shows something else: `;
  return {
    ...verdict, state: "invalid", title: "Invalid: this page shows something else", summary: [], exceptions: [],
    basis: [], note: `${about}${differences.join(", ")}.`,
  };
}

function verify(panel) {
  let worker;
  const end = (verdict) => {
    clearTimeout(deadline);
    worker?.terminate();
    show(panel, judged(panel, verdict));
  };
  const deadline = setTimeout(
    () => end({ state: "unchecked", note: `The verifier did not finish within ${secondsMax} seconds.` }), secondsMax * 1000);
  try {
    worker = new Worker(policy.createScriptURL(workerPath), { type: "module" });
  } catch {
    end({ state: "unchecked", note: "The verifier could not be run in this browser." });
    return;
  }
  worker.onmessage = ({ data }) => {
    if (data.state === "pending" && !data.final) {
      show(panel, data);
      return;
    }
    end(data);
    if (data.state === "pending") setTimeout(() => verify(panel), pollSeconds * 1000);
  };
  worker.onerror = () => end({ state: "unchecked", note: "The verifier could not be run in this browser." });
  worker.postMessage({
    bundle: panel.dataset.bundle,
    module: panel.dataset.module,
    moduleSHA256: panel.dataset.moduleSha256,
    configuration: panel.dataset.configuration,
  });
}

/// Checks the block of this page, and again when asked to.
export function startVerification(panel) {
  document.getElementById("verdict-again").addEventListener("click", () => {
    clearMarks();
    show(panel, { state: "pending" });
    verify(panel);
  });
  verify(panel);
}
