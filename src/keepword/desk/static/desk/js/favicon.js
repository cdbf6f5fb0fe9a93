// The tab shows a dot, and its title a number, while something is overdue.
const icon = document.querySelector('link[rel="icon"]');
const plain = icon.href;

function show() {
  const due = document.querySelector(".nav [data-due]");
  icon.href = due ? icon.dataset.due : plain;
}

document.addEventListener("htmx:oobAfterSwap", show);
