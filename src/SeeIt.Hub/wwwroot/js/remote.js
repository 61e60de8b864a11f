// The remote control: shows the TV's state live, and sends commands.
import { listen } from "./events.js";
import { mediaControls } from "./media.js";
import { commandWords, stateWords } from "./words.js";

const steps = ["Queued", "Sent", "Accepted", "Resolving", "Tuning", "Done"];
const tuning = command => command.verb.verb === "see-it" || command.verb.verb === "channel-step";
const stepOf = { Sent: 1, Resolving: 3, Tuning: 4, Done: 5 };

export function start(root) {
  const tvId = root.dataset.tv;
  const part = role => root.querySelector(`[data-role=${role}]`);
  const volume = part("volume");
  const mute = part("mute");
  let followed = root.dataset.command || null;
  let dragging = false;
  const media = mediaControls(root, send);

  function showPresence(presence) {
    part("dot").dataset.presence = presence;
    part("presence").textContent = presence === "Online" ? "Online" : "Not reachable";
    root.toggleAttribute("data-away", presence !== "Online");
  }

  function showStatus(status) {
    root.dataset.state = status.state;
    part("state").textContent = stateWords(status);
    part("title").textContent = status.title ?? "";
    part("channel").textContent = status.channel ?? "";
    mute.setAttribute("aria-pressed", String(status.muted));
    media.show(status);
    if (!dragging) {
      volume.value = status.volume;
      part("volume-text").textContent = status.volume;
    }
  }

  function showCommand(command) {
    if (command.tvId !== tvId) {
      return;
    }

    if (tuning(command) && command.id !== followed && followed === null) {
      followed = command.id;
    }

    if (command.id !== followed) {
      if (command.progress === "Failed" || command.progress === "Expired") {
        fail(commandWords(command));
      }

      return;
    }

    const at = steps.indexOf(command.progress);
    part("steps").hidden = !tuning(command) || at < 0;
    for (const step of root.querySelectorAll("[data-step]")) {
      const mine = stepOf[step.dataset.step];
      step.dataset.done = String(at >= mine);
      const current = at < steps.length - 1 && (at === mine || (at === 2 && mine === 1));
      current ? step.setAttribute("aria-current", "step") : step.removeAttribute("aria-current");
    }

    part("progress").textContent = commandWords(command);
    part("progress").dataset.progress = command.progress;
  }

  function fail(words) {
    part("error").textContent = words;
    part("error").hidden = false;
  }

  async function send(verb) {
    part("error").hidden = true;
    try {
      const response = await fetch(`/api/v1/tvs/${tvId}/commands`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(verb),
      });
      if (!response.ok) {
        fail((await response.json()).detail ?? "The hub refused this.");
      }
    } catch {
      fail("The hub cannot be reached.");
    }
  }

  for (const button of root.querySelectorAll("button[data-verb]")) {
    button.addEventListener("click", () => send({ verb: button.dataset.verb, step: Number(button.dataset.by) || undefined }));
  }

  volume.addEventListener("input", () => {
    dragging = true;
    part("volume-text").textContent = volume.value;
  });
  volume.addEventListener("change", () => {
    dragging = false;
    send({ verb: "set-volume", percent: volume.valueAsNumber });
  });
  mute.addEventListener("click", () => send({ verb: "set-muted", muted: mute.getAttribute("aria-pressed") !== "true" }));

  listen({
    snapshot: ({ tvs, commands }) => {
      const tv = tvs.find(candidate => candidate.id === tvId);
      if (!tv) {
        location.assign("/");
        return;
      }

      showPresence(tv.presence);
      if (tv.status) {
        showStatus(tv.status);
      }

      const mine = commands.filter(command => command.tvId === tvId && tuning(command));
      followed ??= mine.at(-1)?.id ?? null;
      mine.filter(command => command.id === followed).forEach(showCommand);
    },
    status: event => event.tvId === tvId && showStatus(event.status),
    tv: event => {
      if (event.tvId === tvId) {
        event.change === "Unpaired" ? location.assign("/") : showPresence(event.change === "Unreachable" ? "Unreachable" : "Online");
      }
    },
    command: command => {
      if (command.tvId === tvId && tuning(command) && (command.progress === "Sent" || command.progress === "Queued")) {
        followed = command.id;
      }

      showCommand(command);
    },
  });
}
