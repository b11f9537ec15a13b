// The lists of a verdict, on the pages of blocks and of receipts alike.

import { node } from "./dom.js";

/// Names and values, as a list of definitions has them.
export function definitions(pairs) {
  return pairs.flatMap(([name, value]) => [node("dt", "", name), node("dd", "", value)]);
}

/// Puts elements into a list. Where there are none, its whole section is hidden.
export function fill(list, items) {
  list.replaceChildren(...items);
  const section = list.closest("[data-section]");
  if (section) section.hidden = items.length === 0;
}

/// Shows what a verdict says beside its headline; `part` finds the elements of the panel by their names.
export function showLists(part, { summary = [], exceptions = [], basis = [], facts = [], checks = [] }) {
  const line = ({ state, text }) => node("li", state, text), trusted = (text) => node("li", "trusted", text);
  fill(part("summary"), summary.map(line));
  fill(part("exceptions"), exceptions.map(trusted));
  fill(part("basis"), basis.map(({ text }) => trusted(text)));
  fill(part("facts"), definitions(facts));
  fill(part("checks"), checks.map(line));
}
