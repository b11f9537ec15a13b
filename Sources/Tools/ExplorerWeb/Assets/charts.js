// Draws a chart again when its data changed, as the server draws it (Chart.swift).

const width = 320, height = 72;
const space = "http://www.w3.org/2000/svg";

function bar(item, index, values, largest, unit) {
  const step = width / Math.max(1, values.length);
  const size = (item.value / Math.max(1, largest)) * (height - 4);
  const made = document.createElementNS(space, "rect");
  const places = { x: index * step + step * 0.12, y: height - size, width: step * 0.76, height: size };
  for (const [name, value] of Object.entries(places)) made.setAttribute(name, value.toFixed(2));
  const title = document.createElementNS(space, "title");
  title.textContent = `Block ${item.block}: ${item.value} ${unit}`;
  made.append(title);
  return made;
}

const drawn = new Map();

/// Redraws the chart, and its axes with it.
export function redraw(id, values) {
  const box = document.getElementById(id);
  const state = JSON.stringify(values);
  // Redrawing would close the tooltip that somebody reads.
  if (!box || drawn.get(id) === state) return;
  drawn.set(id, state);
  const unit = box.dataset.unit, largest = Math.max(0, ...values.map((item) => item.value));
  box.querySelector("svg").replaceChildren(...values.map((item, index) => bar(item, index, values, largest, unit)));
  box.querySelector(".top").textContent = `${largest} ${unit}`;
  box.querySelector(".first").textContent = values.length > 0 ? `Block ${values[0].block}` : "no blocks yet";
  box.querySelector(".last").textContent = values.length > 1 ? `Block ${values[values.length - 1].block}` : "";
}
