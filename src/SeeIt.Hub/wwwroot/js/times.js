// Puts times into the phone's own time zone and language.
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const date = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });

export function moment(at, now = new Date()) {
  const time = clock.format(at);
  if (at.toDateString() === now.toDateString()) {
    return time;
  }

  const withinAWeek = Math.abs(at - now) < 6 * 86_400_000;
  return `${(withinAWeek ? day : date).format(at)} ${time}`;
}

// A place in what is played, as 4:05 of 1:30:00.
export function placeWords(atMs, lengthMs) {
  return `${playingTime(atMs)} of ${playingTime(lengthMs)}`;
}

// Where it is now: a status is as old as its `takenAt`.
export function placeMs(status, now) {
  return status.positionMs + (status.state === "Playing" ? sinceMs(status, now) * (status.media?.rate ?? 1) : 0);
}

// The newest picture of what is live, on the same scale; it runs on whatever the TV does.
export function newestMs(status, now) {
  return status.media.live.endMs + sinceMs(status, now);
}

// 0 of what is not live.
export function behindMs(status, now) {
  return status.media?.live ? newestMs(status, now) - placeMs(status, now) : 0;
}

// The box's clock and the phone's may differ.
function sinceMs(status, now) {
  return Math.max(now - Date.parse(status.takenAt), 0);
}

export function playingTime(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = number => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export function airing(when, start, stop) {
  switch (when) {
    case "now": return `on now until ${clock.format(stop)}`;
    case "later": return `not on now: next ${moment(start)}`;
    default: return `was on ${moment(start)}`;
  }
}

export function localizeTimes(root) {
  for (const time of root.querySelectorAll("time[data-airing]")) {
    time.textContent = airing(time.dataset.airing, new Date(time.dataset.start), new Date(time.dataset.stop));
  }

  for (const time of root.querySelectorAll("time[data-local]")) {
    time.textContent = moment(new Date(time.dateTime));
  }
}
