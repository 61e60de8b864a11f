import { behindMs, playingTime } from "./times.js";

// What the pages say of states; the server says the same: see Web/Shared/Words.cs.
export function stateWords(status) {
  switch (status.state) {
    case "Idle": return "Ready";
    case "Buffering": return "Waiting for the picture";
    case "Error": return status.detail ?? "Trouble";
    default: return status.state;
  }
}

export function statusWords(status) {
  switch (status.state) {
    case "Tuning": return `Tuning ${status.channel ?? ""}`.trim();
    case "Playing": return `Playing ${status.title ?? status.channel ?? ""}`.trim();
    case "Paused": return `Paused ${status.title ?? status.channel ?? ""}`.trim();
    default: return stateWords(status);
  }
}

const healths = {
  Late: "The picture is late",
  Black: "The picture is black",
  Silent: "There is no sound",
  NoPicture: "There is sound, but no picture",
  Frozen: "Bringing the picture back…",
  Lost: "No picture: trying again",
};

// How the picture is, when there is something to say of it.
export function healthWords(media) {
  return healths[media?.health] ?? "";
}

// What else there is to say: who asked for it, how far behind live it is, what its tuner receives, its bit rate and losses; or why nothing is on.
export function aboutWords(status, now = Date.now()) {
  const said = [];
  if (status.requestedBy) {
    said.push(`Asked for by ${status.requestedBy}`);
  }

  const behind = behindMs(status, now);
  if (behind >= 5000) {
    said.push(`${playingTime(behind)} behind live`);
  }

  const tuner = status.media?.tuner;
  if (tuner) {
    said.push(tunerWords(tuner));
  } else if (!status.media && status.state !== "Tuning" && ends[status.last?.outcome]) {
    said.push(ends[status.last.outcome]);
  }

  const counted = status.media?.statistics;
  if (counted?.bitRate != null) {
    said.push(`${(counted.bitRate / 1e6).toFixed(1)} Mbit/s`);
  }

  if (counted?.lostPictures > 0) {
    said.push(`${counted.lostPictures} pictures lost`);
  }

  return said.join(" · ");
}

const ends = {
  Interrupted: "What was on before was cut off: the TV's box stopped",
  Error: "What was on before ended by a fault",
};

function tunerWords({ server, isLocked, level, quality }) {
  const signal = [level != null && `signal ${level} %`, quality != null && `quality ${quality} %`].filter(Boolean).join(", ");
  return [`Tuner ${server}`, isLocked === false ? "receives nothing" : signal].filter(Boolean).join(": ");
}

const failures = {
  NoMatch: "No show of your guide answers.",
  NotInLineup: "This channel is not in your lineup any more.",
  NoFreeTuner: "Every tuner is in use.",
  TuningFailed: "The channel could not be tuned.",
  NoSignal: "There is no signal.",
  SourceUnreachable: "The channel's source does not answer.",
  SourceForbidden: "This address may not be opened.",
  Unsupported: "The TV cannot play this format.",
  NoDataTimeout: "The channel's source sends nothing.",
  Frozen: "The picture stood still and could not be brought back.",
  PlayerCrashed: "The player ended, and again.",
  Expired: "Too late to start.",
  NotOnYet: "It is not on yet.",
};

export function commandWords(command) {
  if (command.unconfirmed) {
    return "The TV cannot be reached. What came of it shows when it is back.";
  }

  switch (command.progress) {
    case "Queued": return "Waits for the TV";
    case "Sent": return "Sent to the TV";
    case "Accepted": return "The TV has it";
    case "Resolving": return "Resolving: looking for the airing and its source";
    case "Tuning": return "Tuning: waiting for the first picture";
    case "Done": return command.firstPictureMs == null ? "Done" : `First picture after ${(command.firstPictureMs / 1000).toFixed(1)} s`;
    case "Failed": return [failures[command.failure] ?? "It failed.", command.detail].filter(Boolean).join(" ");
    case "Expired": return "The TV did not answer in time, and will not start it late.";
    default: return "Another command took its place.";
  }
}
