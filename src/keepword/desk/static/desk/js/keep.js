// hx-swap="keep": replace only those children whose HTML the server changed, so that open folds, focus, selection,
// frames and scroll places of the others stay. Children are known by their id.
const said = new WeakMap();

function remember(parent) {
  for (const child of parent.children) said.set(child, child.outerHTML);
}

function renew(target, fresh) {
  const have = new Map([...target.children].filter((child) => child.id).map((child) => [child.id, child]));
  const added = [];
  const wanted = [...fresh.children].map((child) => {
    const old = have.get(child.id);
    if (old && said.get(old) === child.outerHTML) return old;
    if (old?.contains(document.activeElement) && old.querySelector("input, textarea, [contenteditable]")) return old;
    said.set(child, child.outerHTML);
    added.push(child);
    return child;
  });
  const focused = target.contains(document.activeElement) ? focusOf(document.activeElement) : null;
  wanted.forEach((child, at) => {
    if (target.children[at] !== child) target.insertBefore(child, target.children[at] ?? null);
  });
  while (target.children.length > wanted.length) target.lastElementChild.remove();
  if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
  return added;
}

function focusOf(element) {
  const home = element.closest("[id]");
  if (!home) return null;
  if (home === element) return `#${CSS.escape(home.id)}`;
  return `#${CSS.escape(home.id)} ${element.localName}`;
}

htmx.defineExtension("keep", {
  isInlineSwap: () => false,
  handleSwap(style, target, fragment) {
    return style === "keep" ? renew(target, fragment) : false;
  },
});

// A form that was sent has nothing half-typed to protect any more.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const held = document.activeElement;
  if (detail.requestConfig.verb === "get" || !held?.closest('[hx-swap="keep"]')) return;
  if (detail.xhr.status < 400) held.blur();
});

function rememberAll(root) {
  root.querySelectorAll?.('[hx-swap="keep"]').forEach(remember);
}

rememberAll(document);
document.addEventListener("htmx:load", (event) => {
  rememberAll(event.target);
  if (event.target.matches?.('[hx-swap="keep"]')) remember(event.target);
});
