// Compares what this page shows with what was verified. The rows come from the server's index; a verdict is about the
// bundle. Each claim on the page gets its mark, and any difference is said.

import { node } from "./dom.js";

function mark(place, text, kind) {
  place.querySelector(":scope > .mark-checked, :scope > .mark-differs")?.remove();
  const made = node("span", kind === "good" ? "mark-checked" : "mark-differs", text);
  place.append(" ", made);
}

const names = {
  hash: "block hash", parent: "parent hash", root: "state root", time: "time",
  sequencer: "sequencer", version: "version", transactions: "number of transactions", events: "number of events",
};

/// Header claims: elements with `data-claim` and `data-value`.
function compareHeader(about, differences) {
  for (const place of document.querySelectorAll("[data-claim]")) {
    const { claim, value } = place.dataset;
    const verified = about[claim];
    if (verified === value) {
      mark(place, "✓ checked", "good");
    } else {
      mark(place, `✕ differs: ${verified ?? "nothing"} was verified`, "bad");
      differences.push(`the ${names[claim] ?? claim}`);
    }
  }
}

const shownOutcome = { succeeded: "SUCCEEDED", reverted: "REVERTED" };

function isSame(row, transaction) {
  return transaction !== undefined && row.dataset.transaction === transaction.hash
    && row.dataset.outcome === shownOutcome[transaction.outcome] && row.dataset.sender === transaction.sender;
}

/// Transaction rows: `data-transaction`, `data-position`, `data-outcome`, `data-sender`.
function compareTransactions(transactions, differences) {
  const rows = document.querySelectorAll("tr[data-transaction]");
  let wrong = 0;
  for (const row of rows) {
    const transaction = transactions[Number(row.dataset.position)];
    const place = row.querySelector("td.checked");
    if (isSame(row, transaction)) {
      mark(place, "✓ checked", "good");
    } else {
      wrong += 1;
      mark(place, "✕ differs", "bad");
    }
  }
  if (wrong > 0) differences.push(`${wrong} of ${rows.length} listed transactions`);
  const list = document.querySelector("[data-transactions-listed]");
  if (list && rows.length !== transactions.length) {
    differences.push(`the list of transactions (${rows.length} are shown, ${transactions.length} were verified)`);
  }
}

/// Marks the page and returns what differs, in words. The panel's hash is compared as well: it is what the reader asked for;
/// that the number is, the module has checked.
export function compareWithPage(panel, verdict) {
  const differences = [];
  if (verdict.about.hash !== panel.dataset.hash) differences.push("the block hash");
  compareHeader(verdict.about, differences);
  compareTransactions(verdict.transactions, differences);
  return [...new Set(differences)];
}

/// Takes the marks away again, before another check.
export function clearMarks() {
  for (const made of document.querySelectorAll(".mark-checked, .mark-differs")) made.remove();
}
