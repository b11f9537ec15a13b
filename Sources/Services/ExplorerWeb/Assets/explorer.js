// The explorer's only page script: relative times, live rows on the home page, and the verification panel. All text is
// set through textContent; nothing from the chain ever becomes markup.
"use strict";

const policy = window.trustedTypes
  ? trustedTypes.createPolicy("starling", {
      // The one script URL this page may load into a worker.
      createScriptURL: (url) => {
        if (url === "/assets/verify-worker.js") return url;
        throw new TypeError("refused script URL");
      },
    })
  : { createScriptURL: (url) => url };

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function ago(seconds) {
  const age = Math.max(0, Math.floor(Date.now() / 1000) - seconds);
  if (age < 60) return `${age} s ago`;
  if (age < 3600) return `${Math.floor(age / 60)} min ago`;
  if (age < 86400) return `${Math.floor(age / 3600)} h ago`;
  return `${Math.floor(age / 86400)} d ago`;
}

function refreshTimes() {
  for (const element of document.querySelectorAll("time[data-seconds]")) {
    element.textContent = ago(Number(element.dataset.seconds));
  }
}

function short(hex) {
  return hex.length > 17 ? `${hex.slice(0, 10)}…${hex.slice(-6)}` : hex;
}

function anchor(path, text, title) {
  const made = node("a", "", text);
  made.setAttribute("href", path);
  if (title) made.title = title;
  return made;
}

function cell(className, ...children) {
  const made = node("td", className);
  made.append(...children);
  return made;
}

function time(seconds) {
  const made = node("time", "", ago(seconds));
  made.dataset.seconds = String(seconds);
  return made;
}

function blockRow(block) {
  const row = node("tr");
  row.append(
    cell("", anchor(`/block/${block.number}`, String(block.number))),
    cell("wide", anchor(`/block/${block.number}`, short(block.hash), block.hash)),
    cell("", `${block.transactions} tx`),
    cell("", node("span", `badge ${block.proofKind}`, block.proof)),
    cell("when", time(block.timestamp)));
  return row;
}

function transactionRow(transaction) {
  const row = node("tr");
  const good = transaction.status === "SUCCEEDED";
  row.append(
    cell("", anchor(`/tx/${transaction.hash}`, short(transaction.hash), transaction.hash)),
    cell("", node("span", `badge ${good ? "good" : "bad"}`, transaction.status.toLowerCase())),
    cell("", anchor(`/block/${transaction.block}`, String(transaction.block))),
    cell("when", time(transaction.timestamp)));
  return row;
}

function bars(id, values) {
  const chart = document.getElementById(id);
  if (!chart) return;
  const largest = Math.max(1e-9, ...values.map((item) => item.value));
  const step = 320 / Math.max(1, values.length);
  chart.replaceChildren(...values.map((item, index) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const size = Math.max(0, item.value / largest) * 68;
    bar.setAttribute("x", String(index * step + step * 0.12));
    bar.setAttribute("y", String(72 - size));
    bar.setAttribute("width", String(step * 0.76));
    bar.setAttribute("height", String(size));
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = item.label;
    bar.append(title);
    return bar;
  }));
}

async function refreshHome(path) {
  try {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) return;
    const home = await answer.json();
    for (const [name, text] of Object.entries(home.stats)) {
      const place = document.getElementById(`stat-${name}`);
      if (place) place.textContent = text;
    }
    document.querySelector("#latest-blocks tbody")?.replaceChildren(...home.blocks.map(blockRow));
    document.querySelector("#latest-transactions tbody")?.replaceChildren(...home.transactions.map(transactionRow));
    bars("chart-transactions", home.series.transactions);
    bars("chart-lags", home.series.proofLags);
  } catch {
    // The next round tries again; the page keeps showing what it has.
  }
}

function showVerdict(panel, verdict) {
  panel.classList.remove("pending", "verified", "invalid");
  panel.classList.add(verdict.state);
  const words = { pending: "Pending", verified: "Verified", invalid: "Invalid" };
  document.getElementById("verdict-state").textContent = verdict.title || words[verdict.state];
  document.getElementById("verdict-note").textContent = verdict.note || "";
  const facts = document.getElementById("verdict-facts");
  facts.replaceChildren(...(verdict.facts || []).flatMap(([name, value]) => [node("dt", "", name), node("dd", "", value)]));
  const checks = document.getElementById("verdict-checks");
  checks.replaceChildren(...(verdict.checks || []).map((check) => node("li", check.state, check.text)));
}

/// The verifier runs in a worker with a deadline: a bundle that makes it run for ever ends as Invalid, not as a hang.
function verifyBlock(panel) {
  const worker = new Worker(policy.createScriptURL("/assets/verify-worker.js"));
  const deadline = setTimeout(() => {
    worker.terminate();
    showVerdict(panel, { state: "invalid", note: "The verifier did not finish within 60 seconds." });
  }, 60000);
  worker.onmessage = (message) => {
    showVerdict(panel, message.data);
    if (message.data.state === "pending" && !message.data.final) return;
    clearTimeout(deadline);
    worker.terminate();
    if (message.data.state === "pending") setTimeout(() => verifyBlock(panel), 5000);
  };
  worker.onerror = () => {
    clearTimeout(deadline);
    worker.terminate();
    showVerdict(panel, { state: "invalid", note: "The verifier could not be run in this browser." });
  };
  worker.postMessage({
    block: panel.dataset.block,
    bundle: panel.dataset.bundle,
    module: panel.dataset.module,
    moduleSHA256: panel.dataset.moduleSha256,
    configuration: panel.dataset.configuration,
  });
}

refreshTimes();
setInterval(refreshTimes, 5000);
const live = document.querySelector("[data-live]");
if (live) setInterval(() => refreshHome(live.dataset.live), 2000);
const panel = document.getElementById("verification");
if (panel) verifyBlock(panel);
