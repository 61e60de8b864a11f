// Loads what the page needs, by its data-module attributes.
import { localizeTimes } from "./times.js";

localizeTimes(document);

if (!window.isSecureContext) {
  document.getElementById("insecure").hidden = false;
} else if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js");
}

for (const element of document.querySelectorAll("[data-module]")) {
  const { start } = await import(`./${element.dataset.module}.js`);
  start(element);
}
