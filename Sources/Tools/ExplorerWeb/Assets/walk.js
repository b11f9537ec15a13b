// Verifies the blocks that are missing before the block of this page, one after the other, until the module says that nothing
// is missing back to genesis.

import { carried, carry } from "./carried.js";
import { anchor } from "./dom.js";
import { holds, verifyBlock } from "./verifier.js";

const part = (id) => document.getElementById(`walk-${id}`);

function say(kind, ...children) {
  part("note").className = kind;
  part("note").replaceChildren(...children);
}

/// Offers to verify the blocks of a range, both included; nothing where none are missing.
export function offerWalk(missing) {
  part("offer").hidden = !missing;
  if (!missing) return;
  const { first, last } = missing;
  part("start").textContent = first === last ? `Verify block ${first} before it` : `Verify the blocks before: ${first} to ${last}`;
  part("start").dataset.first = first;
  part("start").dataset.last = last;
}

/// Walks over the missing blocks. `end` is called when all of them hold, and `broken` with the number and the verdict of one
/// that does not.
async function walk(panel, signal, { end, broken }) {
  const first = Number(part("start").dataset.first), last = Number(part("start").dataset.last);
  const progress = part("progress");
  progress.max = last - first + 1;
  for (let number = first; number <= last; number += 1) {
    progress.value = number - first;
    say("", `Verifying block ${number} of ${first} to ${last}…`);
    const verdict = await verifyBlock(panel, number, carried(), () => {});
    if (!holds(verdict)) {
      broken(number, verdict);
      return;
    }
    carry(verdict.carried);
    if (number === last) break;
    offerWalk({ first: number + 1, last });
    if (signal.aborted) {
      say("", `Stopped after block ${number}: what is verified so far is kept in this tab.`);
      return;
    }
  }
  say("", "");
  end();
}

/// Says what stopped the walk.
export function sayBroken(number, verdict) {
  const block = anchor(`/block/${number}`, "", `Block ${number}`);
  if (verdict.state === "invalid") {
    say("failed", block, ` is refused. ${verdict.note} What stands on it is not verified from genesis.`);
  } else {
    say("", block, ` could not be checked, so the walk ends before it. ${verdict.note}`);
  }
}

/// Makes the buttons work.
export function startWalking(panel, { end, broken }) {
  let stopping = new AbortController();
  part("start").addEventListener("click", async () => {
    stopping = new AbortController();
    part("start").hidden = true;
    part("running").hidden = false;
    part("stop").focus();
    await walk(panel, stopping.signal, { end, broken });
    part("running").hidden = true;
    part("start").hidden = false;
  });
  part("stop").addEventListener("click", () => stopping.abort());
}
