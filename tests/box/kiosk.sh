#!/usr/bin/env bash
# Shows a clip in the kiosk, as the package sets it up: cage with Xwayland, without a screen (wlroots' headless backend), the
# player as a user of its own. The package is installed in a copy of this machine that goes with the run. A minute; not part
# of tests/run.sh.
#
#   tests/box/kiosk.sh [PACKAGE.deb]      default: that of artifacts/deb, which is made when it is not up to date
#
# What it does not show: systemd's part (console, session of logind, units), and a real screen. Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=tests/box/clip.sh
. tests/box/clip.sh

((EUID == 0)) || fail "needs root"
if [[ ${1:-} != --inside ]]; then
  packaging/install-dependencies.sh run kiosk
  package=${1:-}
  if [[ -z $package ]]; then
    packaging/build-deb.sh agent-amd64
    package=$(ls artifacts/deb/seeit-agent_*_amd64.deb)
  fi
  packaging/make-clips.sh artifacts/clips

  # A network of its own too: the X server's abstract socket is in it, and no other X server's.
  exec unshare --mount --pid --net --fork --kill-child --mount-proc "$0" --inside "$package"
fi
package=$2

ip link set lo up
make_root /
install_package "$package"
add_channel

install -d -m 1777 "$root/tmp/.X11-unix"
in_box install -d -m 0755 -o seeit-kiosk -g seeit-kiosk /run/seeit-kiosk
in_box install -d -m 0700 -o seeit-kiosk -g seeit-kiosk /run/kiosk-session
(
  umask 0000
  as seeit-kiosk XDG_RUNTIME_DIR=/run/kiosk-session RUNTIME_DIRECTORY=/run/seeit-kiosk \
    WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 \
    cage -d -s -- /usr/lib/seeit-agent/kiosk-session >"$box/kiosk.log" 2>&1
) &
wait_for 20 test -s "$root/run/seeit-kiosk/display" || trouble "the kiosk does not tell its display"
display=$(sed -n 's/^DISPLAY=//p' "$root/run/seeit-kiosk/display")
echo "the kiosk's display: $display"

# Only the player's user, and the kiosk's own, come in.
for user in seeit-agent nobody; do
  ! quietly as "$user" DISPLAY="$display" xdpyinfo || trouble "$user may connect to the kiosk's X server"
done
quietly as seeit-player DISPLAY="$display" xdpyinfo || trouble "the player's user may not connect to the kiosk's X server"
as seeit-player DISPLAY="$display" /usr/lib/seeit-agent/wait-for-display

start_player "$display"
start_agent
as seeit-agent seeit-agent play "Garden TV" || trouble "the channel was not shown"
screenshot() {
  in_box env XDG_RUNTIME_DIR=/run/kiosk-session WAYLAND_DISPLAY=wayland-0 grim -
}
see_it_move screenshot
echo "kiosk: the player's picture is on cage's screen"
