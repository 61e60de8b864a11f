// Names for tracks of sound and subtitles, in the phone's own language.
const languages = new Intl.DisplayNames(undefined, { type: "language" });

function languageName(code) {
  try {
    return languages.of(code);
  } catch {
    return code; // Streams carry what is no code.
  }
}

// One name each, no two alike.
export function trackNames(tracks) {
  const names = tracks.map((track, i) =>
    [track.language && languageName(track.language), track.name].filter(Boolean).join(", ") || `Track ${i + 1}`);
  return names.map((name, i) => names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${i + 1})`);
}
