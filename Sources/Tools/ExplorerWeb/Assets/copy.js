// A button behind every hash that is shown in full.

import { node } from "./dom.js";

/// Copies a text, also where the browser has no clipboard for this page (plain http).
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = node("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

function button(text) {
  const made = node("button", "copy", "Copy");
  made.type = "button";
  made.setAttribute("aria-label", `Copy ${text}`);
  made.addEventListener("click", async (event) => {
    // The hash may stand in a link.
    event.preventDefault();
    try {
      await copy(text);
      made.textContent = "Copied";
    } catch {
      made.textContent = "Not copied";
    }
    setTimeout(() => { made.textContent = "Copy"; }, 1500);
  });
  return made;
}

/// Adds the buttons. One that would stand in a link stands behind it.
export function startCopying() {
  for (const element of document.querySelectorAll("[data-copy]")) {
    (element.closest("a") ?? element).after(" ", button(element.textContent));
  }
}
