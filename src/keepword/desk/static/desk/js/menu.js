// Menus are <details data-menu>: one at a time, closed by a click elsewhere or Escape, which gives the focus back.
const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopImmediatePropagation();
  }
});

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!menu.matches?.("details[data-menu]") || !menu.open) return;
    for (const other of open()) if (other !== menu && !other.contains(menu)) other.open = false;
    menu.querySelector(".menu-body :is(input:not([type=hidden]), textarea, select, button, a)")?.focus();
  },
  true,
);

// The list of keys is fetched when it is first asked for.
async function showKeys() {
  const dialog = document.getElementById("keys");
  if (!dialog.childElementCount) dialog.innerHTML = await (await fetch(dialog.dataset.from)).text();
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.showModal();
}

document.addEventListener("click", (event) => event.target.closest("[data-show-keys]") && showKeys());
document.addEventListener("show-keys", showKeys);

// A menu that fetched its form: the hand goes to the first field.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!target.matches?.(".menu-body") || !target.parentElement.open) return;
  target.querySelector("input:not([type=hidden]), select, button")?.focus();
});
