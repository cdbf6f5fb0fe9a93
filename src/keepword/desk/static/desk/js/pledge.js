// 'I promise': Alt+P or the knot opens the strip, with what is selected as its words; Enter in it promises.
function open() {
  const strip = document.getElementById("pledge");
  if (!strip) return;
  const what = document.getElementById("promise_what");
  const words = selected().trim();
  strip.open = true;
  if (words) {
    what.value = words.replace(/\s+/g, " ").slice(0, 500);
    strip.querySelector('[name="promise_quote"]').value = words;
  }
  (words ? document.getElementById("promise_due") : what).focus();
}

function selected() {
  const field = document.getElementById("text");
  if (field && !field.hidden) return field.value.slice(field.selectionStart, field.selectionEnd);
  return document.activeElement?.closest(".ProseMirror") ? String(getSelection()) : "";
}

// A button would take the selection away before it is read.
document.addEventListener("mousedown", (event) => event.target.closest("[data-pledge]") && event.preventDefault());
document.addEventListener("click", (event) => event.target.closest("[data-pledge]") && open());

document.addEventListener("keydown", (event) => {
  if (event.altKey && event.code === "KeyP" && document.getElementById("pledge")) {
    event.preventDefault();
    open();
  } else if (event.key === "Enter" && !event.ctrlKey && event.target.matches?.(".pledge-strip input")) {
    event.preventDefault();
    document.querySelector("[data-add-pledge]").click();
  } else if (event.key === "Escape" && event.target.closest?.(".pledge-strip")) {
    event.preventDefault();
    document.getElementById("pledge").open = false;
    writeOn();
  }
});

function writeOn() {
  const form = document.getElementById("write");
  if (form.editor) form.editor.commands.focus(form.editor.state.selection.to);
  else document.getElementById("text").focus();
}

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "pledges") return;
  const wrong = target.querySelector('[aria-invalid="true"]');
  if (wrong) wrong.focus();
  else writeOn();
});
