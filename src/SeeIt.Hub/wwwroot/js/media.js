// What is played: how its picture is, where in it one is, and what can be chosen of it.
import { trackNames } from "./tracks.js";
import { placeWords } from "./times.js";
import { healthWords } from "./words.js";

// The remote's part for what is played; `send` sends a verb.
export function mediaControls(root, send) {
  const part = role => root.querySelector(`[data-role=${role}]`);
  const bar = part("place");
  let status = null;
  let wanted = null; // Where this phone sought, until the box tells a place.
  let dragging = false;

  function show(next) {
    if (next.takenAt !== status?.takenAt) {
      wanted = null;
    }

    status = next;
    const media = status.media;
    part("health").textContent = healthWords(media);
    part("pause").disabled = part("resume").disabled = media?.canPause === false;
    part("live").disabled = !media || media.lengthMs != null;
    part("seekable").hidden = !(media?.canSeek && media.lengthMs);
    for (const choice of root.querySelectorAll("select[data-track]")) {
      showTracks(choice, (media?.tracks ?? []).filter(track => track.kind === choice.dataset.track));
    }

    showPlace();
  }

  function place() {
    const { timeMs, at } = wanted ?? { timeMs: status.positionMs, at: Date.parse(status.takenAt) };
    const since = status.state === "Playing" ? (Date.now() - at) * status.media.rate : 0;
    return Math.min(Math.max(timeMs + since, 0), status.media.lengthMs);
  }

  function showPlace() {
    if (!part("seekable").hidden && !dragging) {
      bar.max = status.media.lengthMs;
      bar.value = place();
      sayPlace();
    }
  }

  function sayPlace() {
    const words = placeWords(bar.valueAsNumber, status.media.lengthMs);
    part("place-text").textContent = words;
    bar.setAttribute("aria-valuetext", words);
  }

  function showTracks(choice, tracks) {
    const names = trackNames(tracks);
    const options = tracks.map((track, i) => new Option(names[i], track.id));
    if (choice.dataset.track === "Subtitles") {
      options.unshift(new Option("None", ""));
    }

    choice.closest("label").hidden = options.length < 2;
    const shown = [...choice.options];
    if (options.length !== shown.length || options.some((option, i) => option.value !== shown[i].value || option.text !== shown[i].text)) {
      choice.replaceChildren(...options);
    }

    choice.value = tracks.find(track => track.selected)?.id ?? "";
  }

  bar.addEventListener("input", () => {
    dragging = true;
    sayPlace();
  });
  bar.addEventListener("change", () => {
    dragging = false;
    wanted = { timeMs: bar.valueAsNumber, at: Date.now() };
    send({ verb: "seek", timeMs: bar.valueAsNumber });
  });
  for (const choice of root.querySelectorAll("select[data-track]")) {
    choice.addEventListener("change", () =>
      send({ verb: "select-track", kind: choice.dataset.track, trackId: choice.value === "" ? null : Number(choice.value) }));
  }

  setInterval(showPlace, 1000);

  return { show };
}
