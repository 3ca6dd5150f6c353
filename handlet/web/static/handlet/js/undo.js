// Counts the undo bar down. The server decides whether it is too late; this only shows the time that is left.
function count(bar) {
  const place = bar.querySelector("[data-seconds]");
  let left = Number(place?.dataset.seconds ?? 0);
  const timer = setInterval(() => {
    if (!bar.isConnected) return clearInterval(timer);
    left -= 1;
    if (left > 0) {
      place.textContent = left === 1 ? "in 1 second" : `in ${left} seconds`;
      return;
    }
    clearInterval(timer);
    place.textContent = "now";
    bar.querySelector("button")?.remove();
    bar.dispatchEvent(new CustomEvent("handlet:news", { bubbles: true }));
  }, 1000);
}

const start = (root) => {
  if (root.matches?.("[data-undo]")) count(root);
  root.querySelectorAll?.("[data-undo]").forEach(count);
};
document.addEventListener("htmx:afterSettle", (event) => start(event.target));
start(document);
