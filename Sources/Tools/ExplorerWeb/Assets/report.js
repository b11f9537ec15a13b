// Reads the module's report: lines of kind TAB name TAB text (Report.swift lists them).

const verdicts = ["verified", "except", "nothing", "invalid", "unchecked"];

/// The module gives its reasons as clauses.
function sentence(clause) {
  return `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`;
}

/// What the module said. A report that is not one says nothing about the block: "unchecked".
export function readReport(text) {
  const lines = text.split("\n").map((line) => line.split("\t"));
  const [kind, state, title] = lines[0];
  if (kind !== "verdict" || !verdicts.includes(state)) return { state: "unchecked", note: "The verifier gave no verdict.", facts: [] };
  const said = {
    state, title: "", note: "", summary: [], exceptions: [], basis: [], facts: [], checks: [], about: {}, transactions: [],
    classes: [], shown: [],
  };
  if (state === "invalid" || state === "unchecked") said.note = sentence(title); else said.title = title;
  for (const [kind, name, text] of lines.slice(1)) {
    if (kind === "summary") said.summary.push({ state: name, text });
    if (kind === "exception") said.exceptions.push(text);
    if (kind === "basis") said.basis.push({ about: name, text });
    if (kind === "class") said.classes.push({ hash: text, isDeclared: name === "declared" });
    if (kind === "range") said.range = { state: name, text };
    if (kind === "missing") said.missing = { first: Number(name), last: Number(text) };
    if (kind === "carried") said.carried = text;
    if (kind === "shown") said.shown.push([name, text]);
    if (kind === "fact") said.facts.push([name, text]);
    if (kind === "check") said.checks.push({ state: name, text });
    if (kind === "about") said.about[name] = text;
    if (kind === "transaction") {
      const [outcome, sender] = text.split(" ");
      said.transactions.push({ hash: name, outcome, sender });
    }
  }
  return said;
}

const findings = ["equal", "differs", "unchecked"];

/// What the module said of the classes that it compiled again.
export function readRecompilation(text) {
  const [kind, state, statement] = text.split("\n")[0].split("\t");
  if (kind !== "recompilation" || !findings.includes(state)) return { state: "unchecked", text: "The compiler gave no answer." };
  return { state, text: state === "equal" ? statement : sentence(statement) };
}
