// Light or dark: what the reader chose, else what the system says. Runs before the first paint, so it is no module.
"use strict";

(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const wanted = () => root.dataset.theme ?? (system.matches ? "dark" : "light");
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const label = () => { button.textContent = wanted() === "dark" ? "Light" : "Dark"; };
    button.hidden = false;
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", () => {
      root.dataset.theme = wanted() === "dark" ? "light" : "dark";
      label();
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* as above */ }
    });
  });
})();
