// Keeps the home page fresh. Rows that stay are left alone, so that focus, selection and tooltips stay with them.

import { redraw } from "./charts.js";
import { anchor, cell, hash, node } from "./dom.js";
import { ago } from "./times.js";

const pauseMillis = 2000;

function time(seconds) {
  const made = node("time", "", ago(seconds));
  made.dataset.seconds = String(seconds);
  made.title = new Date(seconds * 1000).toISOString().replace("T", " ").replace(/\..*/, " UTC");
  return made;
}

function badge(tone, text) {
  return node("span", `badge ${tone}`, text);
}

function blockRow(block) {
  const row = node("tr");
  row.append(
    cell("", anchor(`/block/${block.number}`, "number", String(block.number))),
    cell("wide", anchor(`/block/${block.number}`, "", hash(block.hash))),
    cell("", `${block.transactions} tx`),
    cell("", badge(block.proofTone, block.proof)),
    cell("when", time(block.timestamp)));
  return row;
}

function transactionRow(transaction) {
  const row = node("tr");
  row.append(
    cell("", anchor(`/tx/${transaction.hash}`, "", hash(transaction.hash))),
    cell("", badge(transaction.status === "SUCCEEDED" ? "good" : "bad", transaction.status.toLowerCase())),
    cell("", anchor(`/block/${transaction.block}`, "number", String(transaction.block))),
    cell("when", time(transaction.timestamp)));
  return row;
}

/// Brings a table to the wanted rows: new ones are inserted, gone ones removed, and of the others only the badge may
/// change.
function update(table, items, make) {
  const body = document.querySelector(`#${table} tbody`);
  if (!body) return;
  const known = new Map([...body.rows].map((row) => [row.dataset.key, row]));
  const wanted = new Set(items.map((item) => item.hash));
  for (const [key, row] of known) {
    if (!wanted.has(key)) row.remove();
  }
  items.forEach((item, index) => {
    let row = known.get(item.hash);
    if (!row) {
      row = make(item);
      row.dataset.key = item.hash;
      body.insertBefore(row, body.rows[index] ?? null);
    }
    const shown = row.querySelector(".badge");
    if (item.proof !== undefined && shown.textContent !== item.proof) shown.replaceWith(badge(item.proofTone, item.proof));
  });
}

function setText(id, text) {
  const place = document.getElementById(id);
  if (place && place.textContent !== text) place.textContent = text;
}

/// The banner of every page, kept true on this one.
function showNotices(notices) {
  const shown = document.querySelector(".banner");
  const texts = shown ? [...shown.children].map((line) => line.textContent) : [];
  if (texts.join("\n") === notices.join("\n")) return;
  shown?.remove();
  if (notices.length === 0) return;
  const made = node("div", "banner");
  made.setAttribute("role", "alert");
  made.append(...notices.map((text) => node("p", "", text)));
  document.querySelector("main").before(made);
}

async function refresh(path) {
  let home;
  try {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    home = await answer.json();
  } catch {
    showNotices(["This explorer does not answer: what you see is of the past."]);
    return;
  }
  for (const stat of home.stats) {
    setText(`stat-${stat.id}`, stat.value);
    setText(`note-${stat.id}`, stat.note);
  }
  showNotices(home.notices);
  update("latest-blocks", home.blocks, blockRow);
  update("latest-transactions", home.transactions, transactionRow);
  redraw("chart-transactions", home.series.transactions);
  redraw("chart-lags", home.series.proofLags);
}

/// Refreshes the page from now on; a page that nobody sees is left alone.
export function startHome(path) {
  setInterval(() => { if (!document.hidden) refresh(path); }, pauseMillis);
}
