// Single letters are commands, outside of fields and only where the agent wants them. A key clicks what the mouse would:
// the element with data-key. `g` waits for a second letter, the data-go of a link.
const WAIT = 1200;
let going = 0;

const typing = (target) => target.closest("input, textarea, select, [contenteditable='true']");
const rows = () => [...document.querySelectorAll(".list-row > a")].filter((row) => row.offsetParent);

function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row === document.activeElement);
  const current = at >= 0 ? at : all.findIndex((row) => row.hasAttribute("aria-current"));
  const next = all[Math.min(Math.max(current + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  const control = all.find((one) => one.offsetParent || one.closest("details[data-menu]"));
  if (!control) return false;
  const menu = control.closest("details[data-menu]");
  if (menu) menu.open = true;
  if (!control.closest("summary")) control.click();
  return true;
}

const COMMANDS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => (document.activeElement.matches(".list-row > a") ? document.activeElement.click() : press("o")),
  "/": () => document.querySelector("[data-search]")?.click(),
  "?": () => document.dispatchEvent(new CustomEvent("show-keys")),
  g: () => (going = Date.now()),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const { key } = event;
  if (Date.now() - going < WAIT) {
    going = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
    return;
  }
  const done = COMMANDS[key] ? (COMMANDS[key](), true) : key.length === 1 && key !== " " && press(key);
  if (done) event.preventDefault();
}

if ("keys" in document.body.dataset) document.addEventListener("keydown", onKey);

// Escape leaves a field, then the conversation (on a narrow screen back to the list).
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (event.defaultPrevented && !event.target.closest(".ProseMirror")) return; // the editor takes it, and does nothing
  if (typing(event.target)) event.target.blur();
  else document.querySelector(".list-row > a[aria-current]")?.focus();
});
