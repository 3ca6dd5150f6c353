// A form at work says so, cannot be sent twice, and a failed request leaves what was typed where it is.
import { announce } from "./announce.js";

const formOf = (element) => element.closest?.("form");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
});

// The back button may show a page as it was left: nothing is busy there any more.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy"));
});

document.addEventListener("htmx:afterRequest", (event) => formOf(event.detail.elt)?.removeAttribute("aria-busy"));

const failed = (words) => {
  const place = document.getElementById("request-failed");
  if (place) {
    place.hidden = false;
    place.querySelector("[data-words]").textContent = words;
  }
  announce(words);
};

document.addEventListener("htmx:sendError", () =>
  failed("There is no connection at the moment. What you typed is still here. Try again when you have a signal."));
document.addEventListener("htmx:responseError", (event) => {
  // 409 and 422 come with a page part of their own that says what is wrong.
  if ([409, 422].includes(event.detail.xhr.status)) return;
  // Somebody, or another page of yours, changed or removed it meanwhile: trying again cannot help.
  if ([404, 410].includes(event.detail.xhr.status)) return failed("This has changed since the page was opened, so nothing was done. Load the page again to see it as it is now.");
  failed("That did not work, and nothing was changed. What you typed is still here. Please try again.");
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:beforeRequest", () => {
  const place = document.getElementById("request-failed");
  if (place) place.hidden = true;
});
