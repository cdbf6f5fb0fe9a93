// Screens hear that something is new (never what), and fetch the stale fragments again. One stream for a browser, in a
// shared worker; where there is none, one for the page. While the stream is down, ask every five seconds.
const { events, worker } = document.body.dataset;
const POLL = 5000;
const AGAIN = 30_000;
let down = null;

function refetch(topics) {
  for (const element of document.querySelectorAll("[data-live]")) {
    const here = element.dataset.live.split(" ");
    if (!topics || here.some((topic) => topics.includes(topic))) htmx.trigger(element, "live");
  }
}

// Many hints come at once (a mail makes five): one look is enough.
let stale = new Set();
let soon = 0;

function hear(topics) {
  topics.forEach((topic) => stale.add(topic));
  clearTimeout(soon);
  soon = setTimeout(() => {
    refetch([...stale]);
    stale = new Set();
  }, 60);
}

function connected() {
  const missed = down !== null;
  clearInterval(down);
  down = null;
  if (missed) refetch();
}

function disconnected() {
  down ??= setInterval(() => document.hidden || refetch(), POLL);
}

function onMessage({ data }) {
  if (data.topics) hear(data.topics);
  else if (data.open) connected();
  else disconnected();
}

function bySharedWorker() {
  const shared = new SharedWorker(worker, { name: "keepword" });
  shared.port.onmessage = onMessage;
  shared.port.postMessage({ events });
  shared.onerror = byPage;
  addEventListener("pagehide", () => shared.port.postMessage({ bye: true }));
}

function byPage() {
  const source = new EventSource(events);
  source.onopen = connected;
  source.onerror = disconnected;
  source.onmessage = (event) => hear(JSON.parse(event.data).topics);
}

if (events) {
  if (window.SharedWorker) bySharedWorker();
  else byPage();
}

// Times grow old, and colleagues come and go: an open screen looks again now and then.
setInterval(() => document.hidden || refetch(), AGAIN);

document.addEventListener("refetch", ({ detail }) => refetch([detail.topic]));

// A page that was put to sleep may have missed something.
addEventListener("pageshow", (event) => event.persisted && refetch());
