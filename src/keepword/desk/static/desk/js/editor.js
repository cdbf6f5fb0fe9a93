// A simple editor in place of the plain field, fetched when somebody first writes. It makes paragraphs, bold, lists,
// quotes and links; the plain text beside it is what the field would have held.
async function edit(field) {
  const form = field.form;
  const { html } = form.elements;
  const tools = await import(field.dataset.editor);
  if (!field.isConnected || field.hidden) return;
  const place = document.createElement("div");
  const extensions = ["Document", "Paragraph", "Text", "HardBreak", "History", "Bold", "Italic", "BulletList"];
  extensions.push("OrderedList", "ListItem", "Blockquote");
  const editor = new tools.Editor({
    element: place,
    injectCSS: false, // the content policy forbids styles made by scripts
    extensions: [...extensions.map((name) => tools[name]), tools.Link.configure({ openOnClick: false, autolink: false })],
    content: html.value || paragraphs(field.value),
    editorProps: {
      attributes: {
        "aria-label": field.labels[0].textContent,
        "aria-multiline": "true",
        role: "textbox",
        "data-placeholder": field.placeholder,
      },
    },
    onUpdate: ({ editor: now }) => {
      html.value = now.isEmpty ? "" : now.getHTML();
      field.value = now.getText({ blockSeparator: "\n" });
      now.view.dom.classList.toggle("is-empty", now.isEmpty);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    onTransaction: ({ editor: now }) => showFormat(form, now),
  });
  const focused = document.activeElement === field;
  field.hidden = true;
  field.before(place);
  editor.view.dom.classList.toggle("is-empty", editor.isEmpty);
  form.querySelector(".composer-tools").hidden = false;
  form.editor = editor;
  if (focused) editor.commands.focus(form.closest(".composer").dataset.kind === "forward" ? "start" : "end");
}

function paragraphs(text) {
  const holder = document.createElement("div");
  for (const line of text.split("\n")) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    holder.append(paragraph);
  }
  return holder.innerHTML;
}

const COMMANDS = {
  Bold: (chain) => chain.toggleBold(),
  BulletList: (chain) => chain.toggleBulletList(),
  OrderedList: (chain) => chain.toggleOrderedList(),
  Blockquote: (chain) => chain.toggleBlockquote(),
};
const MARKS = { Bold: "bold", BulletList: "bulletList", OrderedList: "orderedList", Blockquote: "blockquote", Link: "link" };

function showFormat(form, editor) {
  for (const button of form.querySelectorAll("[data-format]")) {
    button.setAttribute("aria-pressed", String(editor.isActive(MARKS[button.dataset.format])));
  }
}

function askLink(editor) {
  const dialog = document.getElementById("link");
  const field = dialog.querySelector("input");
  field.value = editor.getAttributes("link").href ?? "";
  dialog.returnValue = "";
  dialog.onclose = () => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (dialog.returnValue === "set") (field.value ? chain.setMark("link", { href: field.value }) : chain.unsetMark("link")).run();
    else chain.run();
  };
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-format]");
  const editor = button?.form?.editor;
  if (!editor) return;
  const chain = editor.chain().focus();
  if (button.dataset.format === "Link") askLink(editor);
  else COMMANDS[button.dataset.format](chain).run();
});

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.("textarea[data-editor]") || target.dataset.taken) return;
  target.dataset.taken = "1";
  edit(target).catch(() => {}); // without it the plain field stays, and sends just as well
});
