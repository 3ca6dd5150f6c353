// “Copy” buttons are added here, since without a script they could do nothing.
import { announce } from "./announce.js";

document.querySelectorAll("[data-copy]").forEach((source) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = "Copied";
    announce("Copied");
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  source.after(button);
});
