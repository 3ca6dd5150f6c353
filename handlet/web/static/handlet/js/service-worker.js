// Keeps the shell (stylesheet and the page that says there is no signal), and nothing that holds anybody's words:
// a phone is lent, lost and sold.
const SHELL = "handlet-shell-%DIGEST%";
const KEPT = ["%STYLES%", "%OFFLINE%"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("%OFFLINE%")));
    return;
  }
  if (new URL(request.url).pathname === "%STYLES%") {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});

// A notification says that someone needs the owner, never who or what.
self.addEventListener("push", (event) => {
  event.waitUntil(
    self.registration.showNotification("Handlet", { body: "Someone needs you.", icon: "/static/handlet/icon-192.png", tag: "needs-you" }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/inbox"));
});
