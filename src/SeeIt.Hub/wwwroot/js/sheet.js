// The candidates of a post. When the page is left and none was tapped, the TV need not keep them ready any longer.
export function start(form) {
  let tapped = false;
  form.addEventListener("submit", () => { tapped = true; });
  addEventListener("pageshow", event => { tapped &&= !event.persisted; }); // Back to it: it is open again.
  addEventListener("pagehide", () => tapped || navigator.sendBeacon(`/api/v1/posts/${form.dataset.post}/closed`));
}
