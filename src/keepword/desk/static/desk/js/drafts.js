// What is typed is kept on the server a moment later, so that no word is lost and colleagues see that somebody writes.
const PAUSE = 700;
let waiting = 0;
let saving = null;

async function save(form) {
  clearTimeout(waiting);
  waiting = 0;
  saving?.abort();
  saving = new AbortController();
  const data = new FormData(form);
  data.delete("files");
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: data,
      headers: { "HX-Request": "true" },
      signal: saving.signal,
      keepalive: true,
    });
    if (answer.status === 200) form.querySelector("#saved").textContent = await answer.text();
  } catch {
    // The next letter tries again.
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("#write");
  if (!form || target.closest(".pledge-strip, .menu-body") || target.type === "file") return;
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE, form);
});

// Whoever sends has said all; whoever closes or goes elsewhere has it saved first.
document.addEventListener("htmx:configRequest", (event) => {
  const form = document.getElementById("write");
  if (!form || !waiting) return;
  if (event.detail.verb === "post") {
    clearTimeout(waiting);
    waiting = 0;
  }
});
document.addEventListener("htmx:confirm", (event) => {
  const form = document.getElementById("write");
  if (!form || !waiting || event.detail.verb !== "get" || !event.detail.target?.matches?.("#composer, #pane, #work")) return;
  event.preventDefault();
  save(form).then(() => event.detail.issueRequest());
});
addEventListener("pagehide", () => {
  const form = document.getElementById("write");
  if (form && waiting) save(form);
});
