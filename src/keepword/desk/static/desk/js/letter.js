// A letter as it was sent stands in a frame without rights, made when it is unfolded.
function show(fold, address) {
  fold.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "letter-frame";
  frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  frame.setAttribute("referrerpolicy", "no-referrer");
  frame.title = fold.querySelector("summary").textContent;
  frame.src = address;
  fold.append(frame);
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.matches?.("details.letter[open]") && !target.querySelector("iframe")) show(target, target.dataset.letter);
  },
  true,
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-images]");
  if (!link) return;
  event.preventDefault();
  show(link.closest("details"), link.href);
});
