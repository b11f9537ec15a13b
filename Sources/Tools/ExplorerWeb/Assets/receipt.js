// The page of receipts: a file that the reader drops or chooses is verified here, and never leaves the browser.

import { definitions, fill, showLists } from "./verdict-lists.js";
import { verifyReceipt } from "./verifier.js";

const receiptBytesMax = 97 * 1024 * 1024;

const titles = {
  pending: "Checking", verified: "This receipt holds", except: "This receipt holds, with exceptions",
  invalid: "This receipt does not hold", unchecked: "Could not check this receipt",
};
const notes = {
  verified: "Your browser checked it itself, without trusting whoever gave it to you.",
  except: "Your browser checked it itself. Not all of the block is proven:",
  unchecked: "This says nothing about the receipt, neither good nor bad.",
};

const part = (id) => document.getElementById(`receipt-${id}`);

function show(panel, name, verdict) {
  panel.className = `card verdict ${verdict.state}`;
  part("state").textContent = titles[verdict.state];
  part("name").textContent = name;
  part("headline").textContent = verdict.title ?? "";
  part("note").textContent = [verdict.note, notes[verdict.state]].filter(Boolean).join(" ");
  fill(part("shown"), definitions(verdict.shown ?? []));
  showLists(part, verdict);
}

async function check(panel, file) {
  const tell = (verdict) => show(panel, file.name, verdict);
  if (file.size > receiptBytesMax) return tell({ state: "unchecked", note: "The file is larger than a receipt may be." });
  tell({ state: "pending", note: "Reading the file…" });
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return tell({ state: "unchecked", note: "The file could not be read." });
  }
  tell(await verifyReceipt(panel, bytes, tell));
}

/// Takes files by the button and by dropping them anywhere on the page.
export function startReceipts(panel) {
  part("file").addEventListener("change", ({ target }) => {
    if (target.files.length > 0) check(panel, target.files[0]);
  });
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
  document.addEventListener("drop", ({ dataTransfer }) => {
    if (dataTransfer.files.length > 0) check(panel, dataTransfer.files[0]);
  });
}
