// Small helpers to build elements. All text is set through textContent; nothing from the chain ever becomes markup.

/// An element with a class and a text.
export function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/// A hash shortened in the middle, whole in its title, as the server renders it.
export function hash(hex) {
  const made = node("code", "", hex.length > 17 ? `${hex.slice(0, 10)}…${hex.slice(-6)}` : hex);
  made.title = hex;
  return made;
}

/// A link inside the site: the path is the program's, never the chain's.
export function anchor(path, className, ...children) {
  const made = node("a", className);
  made.setAttribute("href", path);
  made.append(...children);
  return made;
}

/// A table's cell.
export function cell(className, ...children) {
  const made = node("td", className);
  made.append(...children);
  return made;
}
