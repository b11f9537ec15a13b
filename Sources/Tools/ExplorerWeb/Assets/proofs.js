// Keeps the states of proofs fresh: places with `data-proof`, a block's number. What they say is the prover's word.

import { node } from "./dom.js";

const firstMillis = 1500, pauseMillis = 5000, blocksMax = 50;

function show(place, { label, tone, note }) {
  const badge = place.querySelector(".badge"), behind = place.querySelector(".note");
  // Text that somebody has selected stays where it is.
  if (badge.textContent !== label) badge.replaceWith(node("span", `badge ${tone}`, label));
  if (behind && behind.textContent !== note) behind.textContent = note;
}

/// Asks for the states of all blocks that this page names.
export async function refreshProofs() {
  const places = [...document.querySelectorAll("[data-proof]")];
  const blocks = [...new Set(places.map((place) => place.dataset.proof))].slice(0, blocksMax);
  if (blocks.length === 0 || document.hidden) return;
  let states;
  try {
    const answer = await fetch(`/api/proofs?blocks=${blocks.join(",")}`, { cache: "no-store" });
    if (!answer.ok) return;
    states = new Map((await answer.json()).map((state) => [String(state.block), state]));
  } catch {
    return;
  }
  for (const place of places) {
    const state = states.get(place.dataset.proof);
    if (state) show(place, state);
  }
}

/// Refreshes the page's states from now on.
export function startProofs() {
  setTimeout(refreshProofs, firstMillis);
  setInterval(refreshProofs, pauseMillis);
}
