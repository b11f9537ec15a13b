// Times as "5 s ago", kept fresh.

/// How long ago a time in seconds since 1970 was.
export function ago(seconds) {
  const age = Math.max(0, Math.floor(Date.now() / 1000) - seconds);
  if (age < 60) return `${age} s ago`;
  if (age < 3600) return `${Math.floor(age / 60)} min ago`;
  if (age < 86400) return `${Math.floor(age / 3600)} h ago`;
  return `${Math.floor(age / 86400)} d ago`;
}

function refresh() {
  for (const element of document.querySelectorAll("time[data-seconds]")) {
    const text = ago(Number(element.dataset.seconds));
    if (element.textContent !== text) element.textContent = text;
  }
}

/// Shows all times of the page, now and from now on.
export function startTimes() {
  refresh();
  setInterval(refresh, 5000);
}
