// Text boxes grow with their text. Browsers that know `field-sizing` do this by themselves.
if (!CSS.supports("field-sizing", "content")) {
  const fit = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  const fitAll = (root) => root.querySelectorAll?.("textarea").forEach(fit);
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) fit(event.target);
  });
  document.addEventListener("htmx:afterSettle", (event) => fitAll(event.target));
  fitAll(document);
}
