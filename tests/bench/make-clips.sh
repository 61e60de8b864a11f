#!/usr/bin/env bash
# Makes the clips that the benchmarks look at: every frame carries its channel and its number as black and white blocks
# along the upper edge, so that a look at a few pixels of the screen tells which frame is on.
#
#   tests/bench/make-clips.sh OUT_DIR
#
# OUT_DIR/key-1s, OUT_DIR/key-2s and OUT_DIR/20-mbit each get the three clips that seeit-demo broadcasts: 720p25 H.264 and AAC
# at a constant rate, 4.6 Mbit/s with a key frame every second or every two, and 20 Mbit/s with one every second; none has
# a seam where it begins again. The blocks' layout is read by SeeIt.Bench/Screen/FrameStrip.cs. Needs ffmpeg. Does nothing
# when OUT_DIR holds what it would make; two that run at the same time make them once.
set -euo pipefail

out=${1:?"usage: make-clips.sh OUT_DIR"}

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

make_clip() { # file, channel, tone in Hz, seconds (a multiple of 8), frames from key frame to key frame, noise, kbit/s of video and of all
  local file=$1 channel=$2 tone=$3 seconds=$4 group=$5 noise=$6 video=$7 all=$8
  # Without noise the last pictures are small: all bytes of the loop are on the air when it begins again.
  # The sound is one AAC frame short, which is the frame that the encoder's delay adds (as in packaging/make-clips.sh).
  ffmpeg -nostdin -v error -y \
    -f lavfi -i "testsrc2=s=1280x720:r=25:d=$seconds" \
    -f lavfi -i "sine=frequency=$tone:sample_rate=48000:duration=$seconds" \
    -filter_complex "
      [0:v]noise=alls=$noise:allf=t:enable='lt(n,$((seconds * 25 - 10)))',$(strip "$channel"),format=yuv420p[picture];
      [1:a]atrim=end_sample=$((seconds * 48000 - 1024)),volume=0.05,aformat=channel_layouts=stereo[sound]" \
    -map "[picture]" -map "[sound]" \
    -c:v libx264 -preset veryfast -profile:v high -level 4.0 -b:v "${video}k" -maxrate "${video}k" -bufsize "$((video / 2))k" -bf 0 \
    -g "$group" -keyint_min "$group" -sc_threshold 0 -x264-params "scenecut=0:open_gop=0:force-cfr=1" \
    -c:a aac -b:a 96k -ar 48000 \
    -f mpegts -muxrate "${all}k" -mpegts_flags pat_pmt_at_frames -pat_period 0.1 -pes_payload_size 0 -pcr_period 20 \
    "$file"
}

make_clips() { # folder, and what make_clip takes from the seconds on
  local folder=$out/$1 first
  mkdir -p "$folder"
  make_clip "$folder/garden.demo.ts" 1 330 "${@:2}" &
  first=$!
  make_clip "$folder/harbour.demo.ts" 2 440 "${@:2}"
  wait "$first"
  # The broadcast wants three channels; nobody watches this one.
  ln -f "$folder/garden.demo.ts" "$folder/news.demo.ts"
}

make_clips key-1s 32 25 10 4100 4600
make_clips key-2s 32 50 10 4100 4600
make_clips 20-mbit 8 25 40 18500 20000
echo "$stamp" >"$out/.stamp"
