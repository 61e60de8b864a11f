// Takes the text of the address's fragment (/share#text=…), and asks at once when another app shared it to the only TV.
export function start(form) {
  const text = new URLSearchParams(location.hash.slice(1)).get("text");
  const box = form.querySelector("textarea");
  if (text) {
    box.value = text;
    history.replaceState(null, "", location.pathname + location.search);
  }

  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.textContent = "Asking the TV…";
    queueMicrotask(() => button.disabled = true);
  });

  const cameByShare = "shared" in form.dataset && location.search.length > 0;
  if (cameByShare && box.value.trim()) {
    history.replaceState(null, "", location.pathname); // Going back must not ask again.
    form.requestSubmit();
  }
}
