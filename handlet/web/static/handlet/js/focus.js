// After a part of the page is exchanged, the focus goes where the person would look: to the element marked
// data-focus in the new part, else to an error summary, else back to the control that caused it.
let cause = "";
let undone = false;

const isNews = (event) => event.detail.requestConfig?.triggeringEvent?.type === "handlet:news";

document.addEventListener("htmx:beforeRequest", (event) => {
  // News fetches a part by itself, often while what the person did is still on its way.
  if (isNews(event)) return;
  undone = Boolean(event.detail.elt.closest?.("[data-undo]"));
  cause = event.detail.elt.id || document.activeElement?.id || "";
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (isNews(event)) return;
  const part = event.target;
  // What was taken back is a draft again: there, not at the foot of a page that grew.
  const goal = part.matches?.("[data-focus]")
    ? part
    : part.querySelector?.("[data-focus], .error-summary") ?? (undone ? part.querySelector?.("#draft") : null);
  if (goal) {
    if (!goal.hasAttribute("tabindex") && !goal.matches("a, button, input, select, textarea")) goal.setAttribute("tabindex", "-1");
    goal.focus({ preventScroll: false });
  } else if (cause && (document.activeElement === document.body || !document.activeElement)) {
    document.getElementById(cause)?.focus({ preventScroll: true });
  }
});

// A full page that came back with errors: the summary is read first.
document.querySelector(".error-summary")?.focus();
