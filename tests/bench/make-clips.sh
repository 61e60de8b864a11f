#!/usr/bin/env bash
# Makes the clips that the benchmarks look at: every frame carries its channel and its number as black and white blocks
# along the upper edge, so that a look at a few pixels of the screen tells which frame is on.
#
#   tests/bench/make-clips.sh OUT_DIR
#
# OUT_DIR/key-1s and OUT_DIR/key-2s each get the three clips that seeit-demo broadcasts: 720p25 H.264 and AAC at a constant
# 4.6 Mbit/s, with a key frame every second or every two, and no seam where they begin again. The blocks' layout is read by
# SeeIt.Bench/Screen/FrameStrip.cs. Needs ffmpeg. Does nothing when OUT_DIR holds what it would make.
set -euo pipefail

out=${1:?"usage: make-clips.sh OUT_DIR"}
seconds=32

mkdir -p "$out"
exec 9>"$out/.lock"
flock 9
stamp=$(sha256sum <"$0")
if [[ -f $out/.stamp && $(<"$out/.stamp") == "$stamp" ]]; then
  exit 0
fi

# 32 blocks of 40 by 32 pixels: 1 0, three bits of the channel, twelve of the frame, the twelve again inverted, 0 1 1. Highest bit first.
strip() { # channel
  local channel=$1 filters="drawbox=x=0:y=0:w=1280:h=32:color=black:t=fill" bit
  box() { # column, condition
    filters+=",drawbox=x=$(($1 * 40)):y=0:w=40:h=32:color=white:t=fill:enable='$2'"
  }
  box 0 1
  for bit in 0 1 2; do
    if ((channel >> (2 - bit) & 1)); then box $((2 + bit)) 1; fi
  done
  for ((bit = 0; bit < 12; bit++)); do
    box $((5 + bit)) "mod(floor(n/$((1 << (11 - bit)))),2)"
    box $((17 + bit)) "not(mod(floor(n/$((1 << (11 - bit)))),2))"
  done
  box 30 1
  box 31 1
  echo "$filters"
}

make_clip() { # folder, name, channel, frames from key frame to key frame, tone in Hz
  # Without noise the last pictures are small: all bytes of the loop are on the air when it begins again.
  # The sound is one AAC frame short, which is the frame that the encoder's delay adds (as in packaging/make-clips.sh).
  ffmpeg -nostdin -v error -y \
    -f lavfi -i "testsrc2=s=1280x720:r=25:d=$seconds" \
    -f lavfi -i "sine=frequency=$5:sample_rate=48000:duration=$seconds" \
    -filter_complex "
      [0:v]noise=alls=10:allf=t:enable='lt(n,$((seconds * 25 - 10)))',$(strip "$3"),format=yuv420p[picture];
      [1:a]atrim=end_sample=$((seconds * 48000 - 1024)),volume=0.05,aformat=channel_layouts=stereo[sound]" \
    -map "[picture]" -map "[sound]" \
    -c:v libx264 -preset veryfast -profile:v high -level 4.0 -b:v 4100k -maxrate 4100k -bufsize 2000k -bf 0 \
    -g "$4" -keyint_min "$4" -sc_threshold 0 -x264-params "scenecut=0:open_gop=0:force-cfr=1" \
    -c:a aac -b:a 96k -ar 48000 \
    -f mpegts -muxrate 4600k -mpegts_flags pat_pmt_at_frames -pat_period 0.1 -pes_payload_size 0 -pcr_period 20 \
    "$1/$2.ts"
}

for every in 1 2; do
  folder=$out/key-${every}s
  mkdir -p "$folder"
  make_clip "$folder" garden.demo 1 $((every * 25)) 330 &
  first=$!
  make_clip "$folder" harbour.demo 2 $((every * 25)) 440
  wait "$first"
  # The broadcast wants three channels; nobody watches this one.
  ln -f "$folder/garden.demo.ts" "$folder/news.demo.ts"
done
echo "$stamp" >"$out/.stamp"
