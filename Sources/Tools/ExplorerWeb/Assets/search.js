// Suggestions for the search field, as the reader types.

import { node } from "./dom.js";

const pauseMillis = 200;

function shown(hit) {
  const option = node("option");
  option.value = hit.label;
  option.label = `${hit.kind} ${hit.label}`;
  return option;
}

/// Asks for suggestions when the reader pauses; an answer that comes too late is dropped.
export function startSearch(field) {
  const list = document.getElementById("suggestions");
  let timer, latest = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const text = field.value.trim();
    if (text.length < 2) {
      list.replaceChildren();
      return;
    }
    timer = setTimeout(async () => {
      latest += 1;
      const mine = latest;
      try {
        const answer = await fetch(`/api/search?q=${encodeURIComponent(text)}`);
        if (!answer.ok) return;
        const hits = await answer.json();
        if (mine === latest) list.replaceChildren(...hits.slice(0, 12).map(shown));
      } catch {
        // Without suggestions the search works all the same.
      }
    }, pauseMillis);
  });
}
