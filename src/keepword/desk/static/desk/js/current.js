// Marks where we are: the link in the margin and the row in the list that lead to this page.
function mark() {
  const here = location.pathname;
  const list = new URLSearchParams(location.search).get("in");
  for (const link of document.querySelectorAll(".nav-link[href]")) {
    const path = link.getAttribute("href");
    const current = path === here || (list && path === (list === "due" ? "/" : `/${list}/`));
    if (current || here === "/" || !here.startsWith("/conversations/")) {
      link.toggleAttribute("aria-current", Boolean(current || (path !== "/" && here.startsWith(path))));
      if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "page");
    }
  }
  for (const row of document.querySelectorAll(".list-row > a")) {
    const current = new URL(row.href).pathname === here;
    if (current) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    if (current) row.parentElement.classList.remove("is-new");
  }
}

mark();
for (const name of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:afterSettle"]) document.addEventListener(name, mark);

// A pane that was just opened starts at its newest message, and has the focus for the keyboard.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "pane" && event.detail.elt?.id !== "pane") return;
  document.getElementById("pane")?.focus({ preventScroll: true });
  showNewest();
});

// Only the thread is scrolled, never what it stands in.
function showNewest() {
  const thread = document.getElementById("thread");
  const said = document.querySelectorAll("#thread > .message");
  if (said.length < 2) return;
  const under = thread.querySelector(".thread-head").getBoundingClientRect().bottom;
  thread.scrollTop += said[said.length - 1].getBoundingClientRect().top - under - 8;
}

// So does what one has just sent.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "thread" && target.querySelector(".held")) showNewest();
});

showNewest();
