// News from the server (server-sent events) names what changed; the page then fetches that part itself.
// Elements ask with data-news="inbox" or data-news="conversation:ID" and hx-trigger="handlet:news".
import { announce } from "./announce.js";

const source = document.querySelector("[data-live]");
if (source && "EventSource" in window) {
  let stream;
  let wait = 1000;

  const tell = (topic) => {
    document.querySelectorAll(`[data-news~="${CSS.escape(topic)}"]`).forEach((element) => {
      // Someone is typing in it: say that there is news, change nothing under their hands.
      if (element.contains(document.activeElement) && document.activeElement.matches("textarea, input")) {
        announce("There is a new message, or another screen was at work here.");
        document.querySelectorAll("[data-news-waiting]").forEach((notice) => { notice.hidden = false; });
        return;
      }
      element.dispatchEvent(new CustomEvent("handlet:news", { bubbles: false }));
    });
  };

  const open = () => {
    stream = new EventSource(source.dataset.live);
    stream.addEventListener("open", () => { wait = 1000; });
    stream.addEventListener("news", (event) => tell(event.data));
    stream.addEventListener("error", () => {
      stream.close();
      setTimeout(open, wait);
      wait = Math.min(wait * 2, 60000);
    });
  };

  open();
  // A hidden page needs no stream; when it is looked at again it asks for everything once.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stream.close();
    else {
      open();
      document.querySelectorAll("[data-news]").forEach((element) => element.dataset.news.split(" ").forEach(tell));
    }
  });
}
