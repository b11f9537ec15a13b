// Compiling the classes of this page's block again, where the reader asks for it. Until then, and where it could not be done, a
// verdict says itself that their code is taken for the compilation of their Sierra.

/// The classes of the verdict that is shown.
let shown = [];

const part = (id) => document.getElementById(`recompile-${id}`);

/// What a verdict becomes by what was found of its classes. Other code is a reason to refuse the block.
export function withRecompilation(verdict) {
  const { recompilation } = verdict;
  switch (recompilation?.state) {
    case "equal":
      return {
        ...verdict, summary: [...verdict.summary, { state: "passed", text: recompilation.text }],
        basis: verdict.basis.filter(({ about }) => about !== "compilation"),
      };
    case "differs":
      return {
        state: "invalid", title: "Invalid: a class is not what its Sierra compiles to", note: recompilation.text,
        facts: verdict.facts, checks: [...verdict.checks, { state: "failed", text: recompilation.text }],
      };
    default: return verdict;
  }
}

/// Offers to compile the classes of a block that holds; nothing where it has none, or where that is done.
export function offerRecompiling({ classes = [], recompilation }) {
  shown = classes;
  part("offer").hidden = classes.length === 0;
  part("start").hidden = recompilation?.state === "equal";
  part("start").disabled = false;
  part("start").textContent = recompilation?.state === "unchecked"
    ? "Try again to compile its classes" : "Compile its classes again from their Sierra";
  switch (recompilation?.state) {
    case "equal": return say(`Compiled again: ${count(classes)} equal.`);
    case "unchecked": return say(`Could not check the classes: they may be right or wrong. ${recompilation.text}`);
    default: return say("");
  }
}

function count(classes) { return classes.length === 1 ? "1 class" : `${classes.length} classes`; }

function say(text) { part("note").textContent = text; }

/// Makes the button work: `run` has these classes compiled again, and tells of its progress.
export function startRecompiling(run) {
  part("start").addEventListener("click", () => {
    part("start").disabled = true;
    run(shown, ({ note }) => say(note));
  });
}
