// One polite live region for the whole page. Elements marked data-announce are read out when their words change.
let told = "";

export function announce(words) {
  const region = document.getElementById("said-aloud");
  if (!region || !words || words === told) return;
  told = words;
  region.textContent = words;
}

document.addEventListener("htmx:afterSettle", (event) => {
  const changed = event.target.matches?.("[data-announce]")
    ? event.target
    : event.target.querySelector?.("[data-announce]");
  if (changed) announce(changed.dataset.announce || changed.textContent.replace(/\s+/g, " ").trim());
});
