# For scripts that install the package in a folder $root and have its programs show a clip, without systemd as process 1.
# The pictures of the clip tell channel and second as a QR code. $box is a folder for logs. Sourced, not run.
# shellcheck shell=bash

fail() {
  echo "$(basename "$0" .sh): $1" >&2
  exit 1
}

in_box() {
  chroot "$root" "$@"
}

as() { # user, variables and command
  local user=$1
  shift
  in_box setpriv --reuid="$user" --regid="$user" --clear-groups env -i PATH=/usr/bin:/bin "$@"
}

trouble() { # why
  local log
  for log in "$box"/*.log; do
    sed "s/^/$(basename "$log" .log): /" "$log" >&2
  done
  fail "$1"
}

# Mounts what a system has over a folder that stays as it is: what the run writes goes with it.
make_root() { # folder
  box=$(mktemp -d)
  mount -t tmpfs -o mode=0755 tmpfs "$box"
  mkdir "$box"/{upper,work,root}
  mount -t overlay -o "lowerdir=$1,upperdir=$box/upper,workdir=$box/work" overlay "$box/root"
  root=$box/root
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  mount -t tmpfs -o mode=0755 tmpfs "$root/run"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
}

install_package() { # file
  cp "$1" "$root/tmp/agent.deb"
  in_box env DEBIAN_FRONTEND=noninteractive dpkg --install /tmp/agent.deb >"$box/install.log" 2>&1 || trouble "the package could not be installed"
  [[ -s $root/var/lib/seeit-player/libvlc/vlc/plugins/plugins.dat ]] || trouble "the player's LibVLC was not made"
  echo "installed: $(in_box dpkg-query --show --showformat='${Package} ${Version} ${Architecture}' seeit-agent), LibVLC $(in_box dpkg-query --show --showformat='${Version}' libvlc5)"
}

# One channel, which is a recording: a small picture, so that an emulated machine decodes it in time.
add_channel() {
  install -d -m 0700 "$root/var/lib/seeit-agent" "$root/var/lib/seeit-agent/recordings" "$root/run/seeit-agent"
  ffmpeg -nostdin -v error -i artifacts/clips/garden.demo.ts -vf scale=640:360 -r 12.5 -c:v libx264 -preset veryfast -tune fastdecode -bf 0 -g 12 \
    -c:a copy -f mpegts "$root/var/lib/seeit-agent/recordings/garden.ts"
  printf '#EXTM3U\n#EXTINF:-1 tvg-id="garden.demo",Garden TV\nrecording:garden.ts\n' >"$root/etc/seeit-agent/channels.m3u"
  printf '{ "Lineup": ["/etc/seeit-agent/channels.m3u"], "Announce": false }\n' >"$root/etc/seeit-agent/10-test.json"
  in_box chown -R seeit-agent: /var/lib/seeit-agent /run/seeit-agent
  as seeit-agent seeit-agent config check || fail "the settings of the package are not valid"
}

# As the units do it: systemd listens, and starts the player for the first who connects.
start_player() { # display, options of the player
  local display=$1
  shift
  in_box sh -c 'install -d /run/seeit-player && install -d -m 0700 -o seeit-player -g seeit-player /run/seeit-player/own'
  in_box systemd-socket-activate --listen=/run/seeit-player/player.sock -E DISPLAY="$display" -E RUNTIME_DIRECTORY=/run/seeit-player/own \
    setpriv --reuid=seeit-player --regid=seeit-player --clear-groups \
    /usr/lib/seeit-agent/seeit-player --proxy-port 7346 --plugins /var/lib/seeit-player/libvlc "$@" >"$box/player.log" 2>&1 &
  wait_for 10 test -S "$root/run/seeit-player/player.sock" || trouble "nothing listens for the player"
  in_box chgrp seeit-agent /run/seeit-player/player.sock
  in_box chmod 0660 /run/seeit-player/player.sock
}

start_agent() {
  as seeit-agent seeit-agent run >"$box/agent.log" 2>&1 &
  wait_for 60 quietly as seeit-agent seeit-agent status || trouble "the agent does not answer"
}

wait_for() { # seconds, command
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < until)) || return 1
    sleep 0.2
  done
}

quietly() {
  "$@" >/dev/null 2>&1
}

# Three codes, one after the other: the picture is there, and moves.
see_it_move() { # command that writes an image of the screen to its output
  local code last='' count=0 until=$((SECONDS + 90))
  while ((count < 3)); do
    ((SECONDS < until)) || trouble "the picture was not seen to move"
    code=$("$@" 2>/dev/null | zbarimg --quiet --raw - 2>/dev/null || true)
    if [[ $code == "channel=garden.demo;t="* && $code != "$last" ]]; then
      echo "on the screen: $code"
      last=$code
      count=$((count + 1))
    fi
    sleep 0.5
  done
}
