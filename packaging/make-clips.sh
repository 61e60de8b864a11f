#!/usr/bin/env bash
# Makes the demo channels' clips: one looping MPEG-TS per channel, whose every frame tells what is on and when.
#
#   packaging/make-clips.sh OUT_DIR [SECONDS]
#
# SECONDS (default 64) is a multiple of 8: the shortest time that is a whole number of frames at 25 a second, of AAC
# frames of 1,024 samples at 48 kHz, and of seconds. So picture and sound have exactly the same length, and the loop
# has no seam. Needs ffmpeg, qrencode and fonts-dejavu-core. Does nothing when OUT_DIR holds what it would make; two that
# run at the same time make them once.
set -euo pipefail

out=${1:?"usage: make-clips.sh OUT_DIR [SECONDS]"}
seconds=${2:-64}
font=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf

if ! [[ $seconds =~ ^[0-9]+$ ]] || ((seconds == 0 || seconds % 8 != 0)); then
  echo "make-clips: SECONDS is '$seconds': it must be a multiple of 8, such as 8 or 64." >&2
  exit 2
fi
for program in ffmpeg qrencode; do
  if ! command -v "$program" >/dev/null; then
    echo "make-clips: $program is missing: run packaging/install-dependencies.sh demo." >&2
    exit 1
  fi
done
if [[ ! -f $font ]]; then
  echo "make-clips: $font is missing: run packaging/install-dependencies.sh demo." >&2
  exit 1
fi

mkdir -p "$out"
exec 9>"$out/.lock"
flock 9
stamp="$seconds $(sha256sum <"$0")"
if [[ -f $out/.stamp && $(<"$out/.stamp") == "$stamp" ]]; then
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make_clip() { # id, name, background, tone in Hz (whole, so that it fits the loop)
  local id=$1 name=$2 background=$3 tone=$4 t
  local codes="$work/$id"
  mkdir "$codes"
  for ((t = 0; t < seconds; t++)); do
    # 37 modules with the quiet zone at version 3-M: 10 pixels each make 370 of the 720 lines.
    qrencode --level=M --symversion=3 --margin=4 --size=10 -o "$codes/$t.png" "channel=$id;t=$t"
  done

  # One key frame a second, closed groups, no B-frames: a clip can be cut and joined at each second.
  # PAT and PMT before each picture: a viewer joins anywhere, and a segment may begin at any key frame.
  # The sound is one AAC frame short, which is the frame that the encoder's delay adds: 64 s are 3,000 frames.
  ffmpeg -nostdin -v error -y \
    -f lavfi -i "color=c=$background:s=1280x720:r=25:d=$seconds" \
    -framerate 1 -start_number 0 -i "$codes/%d.png" \
    -f lavfi -i "sine=frequency=$tone:sample_rate=48000:duration=$seconds" \
    -f lavfi -i "color=c=white:s=80x20:r=25:d=$seconds" \
    -filter_complex "
      [1:v]format=yuv420p[code];
      [0:v]drawtext=fontfile=$font:text='$name':fontsize=84:fontcolor=white:x=60:y=180,
           drawtext=fontfile=$font:text='%{pts\:hms}':fontsize=60:fontcolor=white:x=60:y=330[card];
      [card][code]overlay=x=870:y=175:eof_action=repeat[coded];
      [coded][3:v]overlay=x='mod(n*8,1280)':y=700[picture];
      [2:a]atrim=end_sample=$((seconds * 48000 - 1024)),volume=0.05,aformat=channel_layouts=stereo[sound]" \
    -map "[picture]" -map "[sound]" \
    -c:v libx264 -preset veryfast -profile:v high -level 4.0 -pix_fmt yuv420p -crf 24 -bf 0 \
    -g 25 -keyint_min 25 -sc_threshold 0 -x264-params "scenecut=0:open_gop=0:force-cfr=1" \
    -c:a aac -b:a 96k -ar 48000 \
    -f mpegts -mpegts_flags pat_pmt_at_frames -pat_period 0.1 -pes_payload_size 0 -pcr_period 40 \
    -metadata service_name="$name" -metadata service_provider="See it demo" \
    "$work/$id.ts"
}

make_clip garden.demo "Garden TV" 0x1f6f43 330 &
garden=$!
make_clip harbour.demo "Harbour One" 0x1d4e89 440 &
harbour=$!
make_clip news.demo "News Round" 0x8c2f39 550 &
news=$!
wait "$garden"
wait "$harbour"
wait "$news"
rm -f "$out/.stamp"
mv "$work"/*.ts "$out/"
echo "$stamp" >"$out/.stamp"
