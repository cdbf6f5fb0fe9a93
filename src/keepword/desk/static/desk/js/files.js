// Files are kept with the draft as soon as they are chosen, dropped or pasted.
async function keep(form, files) {
  if (!files.length) return;
  const data = new FormData(form);
  data.delete("files");
  for (const file of files) data.append("files", file, file.name || "image.png");
  await fetchInto(`${form.dataset.draft}files/`, data);
}

async function fetchInto(address, data) {
  const answer = await fetch(address, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  if (!answer.ok) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: document.body.dataset.failed, tone: "problem" } }));
    return;
  }
  const list = document.getElementById("files");
  list.outerHTML = await answer.text();
  htmx.process(document.getElementById("files"));
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.('#write input[type="file"]')) return;
  keep(target.form, target.files).then(() => (target.value = ""));
});

document.addEventListener("paste", (event) => {
  const form = event.target.closest?.("#write");
  if (!form || !event.clipboardData.files.length) return;
  event.preventDefault();
  keep(form, event.clipboardData.files);
});

const over = (event) => event.target.closest?.("#composer:has(#write)") && event.dataTransfer.types.includes("Files");

document.addEventListener("dragover", (event) => {
  const composer = document.getElementById("composer");
  composer?.classList.toggle("is-over", Boolean(over(event)));
  if (over(event)) event.preventDefault();
});
document.addEventListener("dragleave", () => document.getElementById("composer")?.classList.remove("is-over"));
document.addEventListener("drop", (event) => {
  if (!over(event)) return;
  event.preventDefault();
  document.getElementById("composer").classList.remove("is-over");
  keep(document.getElementById("write"), event.dataTransfer.files);
});
