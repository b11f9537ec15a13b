// What this tab has verified so far, carried from page to page: text of the verifier's module, which alone reads it, and the
// hash of that module. The module takes it for nothing when it is of another configuration; what another module wrote is not
// handed in (verify-worker.js). A tab forgets it when it is closed, and no other site can read or write it.

const key = "starling-verified";

/// What is kept; null where nothing is.
export function carried() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key));
    return typeof kept?.module === "string" && typeof kept.text === "string" ? kept : null;
  } catch {
    return null;
  }
}

/// Keeps what the module gave with a verdict.
export function carry(kept) {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Without storage every block is verified for itself.
  }
}

/// Begins anew.
export function forgetCarried() {
  try { sessionStorage.removeItem(key); } catch { /* as above */ }
}
