// Counts the seconds down in which a letter can be taken back, and looks again when it should be out.
let ticking = 0;

function tick() {
  const waiting = [...document.querySelectorAll("[data-countdown]")];
  if (!waiting.length) {
    clearInterval(ticking);
    ticking = 0;
    return;
  }
  for (const place of waiting) {
    const left = Math.ceil((new Date(place.dataset.countdown) - Date.now()) / 1000);
    if (left > 120) continue; // sent later: the words of the server stand
    if (left > 0) place.textContent = place.dataset.said.replace("{}", left);
    else if (left > -20 && left % 2 === 0) htmx.trigger("#thread", "live");
  }
}

function start() {
  if (!ticking && document.querySelector("[data-countdown]")) {
    ticking = setInterval(tick, 1000);
    tick();
  }
}

start();
document.addEventListener("htmx:afterSettle", start);
