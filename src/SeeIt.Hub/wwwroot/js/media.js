// What is played: how its picture is, where in it one is, and what can be chosen of it.
import { trackNames } from "./tracks.js";
import { newestMs, placeMs, placeWords } from "./times.js";
import { aboutWords, healthWords } from "./words.js";

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
    allow(status.allowed ?? null, media);
    part("seekable").hidden = !(media?.canSeek && end() > 0);
    for (const choice of root.querySelectorAll("select[data-track]")) {
      showTracks(choice, (media?.tracks ?? []).filter(track => track.kind === choice.dataset.track));
    }

    showPlace();
  }

  // What the box says is possible; one that does not say it is asked by what is on.
  function allow(verbs, media) {
    const old = { pause: media?.canPause !== false, resume: media?.canPause !== false, "seek-to-live": media && media.lengthMs == null };
    for (const control of root.querySelectorAll("[data-verb]")) {
      control.disabled = !(verbs?.includes(control.dataset.verb) ?? old[control.dataset.verb] ?? true);
    }

    bar.disabled = verbs !== null && !verbs.includes("seek");
  }

  // What is still being recorded goes on while it is watched.
  function end() {
    return status.media.lengthMs ?? (status.media.live ? newestMs(status, Date.now()) : 0);
  }

  function place() {
    const now = wanted ? { ...status, positionMs: wanted.timeMs, takenAt: wanted.takenAt } : status;
    return Math.min(Math.max(placeMs(now, Date.now()), 0), end());
  }

  function showPlace() {
    if (!status) {
      return;
    }

    part("about").textContent = aboutWords(status);
    if (!part("seekable").hidden && !dragging) {
      bar.max = end();
      bar.value = place();
      sayPlace();
    }
  }

  function sayPlace() {
    const words = placeWords(bar.valueAsNumber, end());
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
    wanted = { timeMs: bar.valueAsNumber, takenAt: new Date().toISOString() };
    send({ verb: "seek", timeMs: bar.valueAsNumber });
  });
  for (const choice of root.querySelectorAll("select[data-track]")) {
    choice.addEventListener("change", () =>
      send({ verb: "select-track", kind: choice.dataset.track, trackId: choice.value === "" ? null : Number(choice.value) }));
  }

  setInterval(showPlace, 1000);

  return { show };
}
