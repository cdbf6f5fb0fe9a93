// Says things at the foot of the page: {text, tone}, from the server (HX-Trigger) or from other behaviours.
const place = document.getElementById("toasts");
const READ = 6000;

function show({ text, tone }) {
  const toast = document.createElement("p");
  toast.className = tone ? `toast toast-${tone}` : "toast";
  toast.append(text);
  place.append(toast);
  setTimeout(() => toast.remove(), tone === "problem" ? READ * 2 : READ);
}

document.addEventListener("toast", (event) => show(event.detail));
document.addEventListener("htmx:responseError", (event) => {
  // A refusal in words has a toast of its own.
  if (event.detail.xhr.getResponseHeader("HX-Trigger")?.includes("toast")) return;
  show({ text: document.body.dataset.failed, tone: "problem" });
});
document.addEventListener("htmx:sendError", () => show({ text: document.body.dataset.offline, tone: "problem" }));
for (const toast of place?.querySelectorAll(".toast:not([data-stays])") ?? []) setTimeout(() => toast.remove(), READ);
