// The composer: the hand goes where one writes, Ctrl+Enter sends, everybody can be answered at once.
function begin(composer) {
  const first = composer.querySelector("[data-first]") ?? composer.querySelector("textarea");
  if (!first || composer.querySelector(".ProseMirror")) return;
  first.focus();
  if (first.localName === "textarea" && composer.dataset.kind === "forward") first.setSelectionRange(0, 0);
}

document.addEventListener("htmx:afterSettle", () => {
  const composer = document.getElementById("composer");
  if (!composer || composer.dataset.begun) return;
  composer.dataset.begun = "1";
  if (document.activeElement === document.body || composer.dataset.kind) begin(composer);
});

// Before the editor hears of it, to which Ctrl+Enter is a line break.
function onSend(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("#write");
  const button = form?.querySelector(event.shiftKey ? "[data-send-resolve]" : "[data-send]");
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  button.click();
}

document.addEventListener("keydown", onSend, true);

document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-mention]")?.dataset.mention;
  const field = document.getElementById("text");
  if (!name) return;
  if (field.form.editor) field.form.editor.chain().focus().insertContent(`${name} `).run();
  else field.setRangeText(`${name} `, field.selectionStart, field.selectionEnd, "end");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reply-all]");
  if (!button) return;
  const copies = document.getElementById("cc");
  copies.closest("details").open = true;
  copies.value = button.dataset.replyAll;
  copies.focus();
  button.remove();
});
