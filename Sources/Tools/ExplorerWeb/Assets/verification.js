// The verification panel of a block's page: has the block verified, and shows what the verifier says.

import { carried, carry, forgetCarried } from "./carried.js";
import { clearMarks, compareWithPage } from "./compare.js";
import { refreshProofs } from "./proofs.js";
import { offerRecompiling, startRecompiling, withRecompilation } from "./recompile.js";
import { showLists } from "./verdict-lists.js";
import { holds, verifyBlock } from "./verifier.js";
import { offerWalk, sayBroken, startWalking } from "./walk.js";

const pollSeconds = 5;

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

const part = (id) => document.getElementById(`verdict-${id}`);

function show(panel, verdict) {
  panel.className = `card verdict ${verdict.state}`;
  part("heading").textContent = verdict.awaitsProof ? "This block waits for its proof" : headings[verdict.state];
  part("state").textContent = verdict.title || titles[verdict.state];
  part("note").textContent = [verdict.note, notes[verdict.state]].filter(Boolean).join(" ");
  showLists(part, { ...verdict, summary: [...(verdict.summary ?? []), ...(verdict.range ? [verdict.range] : [])] });
  part("again").hidden = verdict.state !== "unchecked";
  // Perhaps it is not this block that is wrong, but one that was verified before.
  part("forget").hidden = verdict.state !== "invalid" || !carried();
  offerWalk(verdict.missing);
  offerRecompiling(verdict);
}

/// A verdict is shown only for what this page shows: a page that shows something else is refused, whatever holds.
function judged(panel, verdict) {
  if (!holds(verdict)) return verdict;
  const differences = compareWithPage(panel, verdict);
  if (differences.length === 0) return verdict;
  const about = `Block ${verdict.about.number} (${verdict.about.hash}) was verified, but this page shows something else: `;
  return {
    state: "invalid", title: "Invalid: this page shows something else", note: `${about}${differences.join(", ")}.`,
    facts: verdict.facts, checks: verdict.checks,
  };
}

async function verify(panel, tell = (progress) => show(panel, progress)) {
  conclude(panel, await verifyBlock(panel, panel.dataset.block, carried(), tell));
}

/// Has the block's classes compiled again. The bundle is fetched and verified anew for it; where that cannot be done, the verdict
/// that is shown stays.
async function recompile(panel, classes, tell) {
  const said = await verifyBlock(panel, panel.dataset.block, carried(), tell, true);
  if (holds(said) || said.state === "invalid") return conclude(panel, said);
  offerRecompiling({ classes, recompilation: { state: "unchecked", text: said.note } });
}

function conclude(panel, said) {
  clearMarks();
  const verdict = withRecompilation(judged(panel, said));
  if (holds(verdict)) carry(verdict.carried);
  show(panel, verdict);
  // The prover's word beside the panel must not be older than the verdict.
  refreshProofs();
  if (verdict.awaitsProof) setTimeout(() => verify(panel), pollSeconds * 1000);
}

function again(panel) {
  clearMarks();
  show(panel, { state: "pending" });
  verify(panel);
}

/// A block before this one does not hold: this one may hold by itself, but not as a block of a chain from genesis.
function showBrokenBefore(panel, number, verdict) {
  sayBroken(number, verdict);
  if (verdict.state !== "invalid") return;
  panel.className = "card verdict except";
  part("heading").textContent = `Verified in your browser, but block ${number} before it is refused`;
  part("state").textContent = "Verified, except what it stands on";
}

/// Checks the block of this page, and again when asked to.
export function startVerification(panel) {
  part("again").addEventListener("click", () => again(panel));
  part("forget").addEventListener("click", () => {
    forgetCarried();
    again(panel);
  });
  // After a walk the verdict that is shown stays until there is the new one.
  startWalking(panel, {
    end: () => verify(panel, () => {}),
    broken: (number, verdict) => showBrokenBefore(panel, number, verdict),
  });
  startRecompiling((classes, tell) => recompile(panel, classes, tell));
  verify(panel);
}
