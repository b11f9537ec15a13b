// The page's script: relative times, copy buttons, search suggestions, states of proofs, live rows on the home page, the
// verification panel of a block, and the page of receipts. Each is a file of its own.

import { startCopying } from "./copy.js";
import { startHome } from "./home.js";
import { startProofs } from "./proofs.js";
import { startReceipts } from "./receipt.js";
import { startSearch } from "./search.js";
import { startTimes } from "./times.js";
import { startVerification } from "./verification.js";

startTimes();
startCopying();
startSearch(document.getElementById("search"));
const live = document.querySelector("[data-live]");
// The home page's data has the states of its proofs too.
if (live) startHome(live.dataset.live); else startProofs();
const panel = document.getElementById("verification");
if (panel) startVerification(panel);
const receipts = document.getElementById("receipt");
if (receipts) startReceipts(receipts);
