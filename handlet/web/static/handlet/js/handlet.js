// Everything here is comfort: each page works without it.
import "./announce.js";
import "./autosize.js";
import "./busy.js";
import "./copy.js";
import "./focus.js";
import "./live.js";
import "./undo.js";

if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}
