#!/usr/bin/env bash
# Makes the Debian that the tests boot: a folder with a Debian 12 as debootstrap leaves it, and in it what a set-top box has
# and what our packages ask for. Prints the folder's path. It is made once for each list of packages; the one before goes.
#
#   tests/box/make-image.sh [PACKAGE.deb...]
#
# Of the given packages only the names that they depend on and recommend are read: what they do not declare is not there, so
# a test that installs them shows whether they declare enough. The mirror is the one of this machine's apt. Needs root and
# debootstrap; some 3 minutes. SEEIT_BOX_CACHE names another place than ~/.cache/seeit-box.
set -euo pipefail

cache=${SEEIT_BOX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seeit-box}
suite=bookworm

# What any box has, whatever is installed on it: systemd, the bus, mDNS, a screen. avahi-utils and curl are the tests' own.
base=(systemd systemd-sysv dbus udev iproute2 procps avahi-daemon avahi-utils curl xvfb xauth ca-certificates)

fail() {
  echo "make-image: $1" >&2
  exit 1
}

((EUID == 0)) || fail "needs root"
command -v debootstrap >/dev/null || fail "debootstrap is missing: run packaging/install-dependencies.sh box"

# "libvlc5 (>= 3.0.18), avahi-daemon | x": one name of each. What is ours, and what is in another of the given packages, is not Debian's.
declared=()
for package in "$@"; do
  while read -r name; do
    [[ -z $name || $name == seeit-* ]] || declared+=("$name")
  done < <(dpkg-deb --field "$package" Pre-Depends Depends Recommends |
    sed 's/^[A-Za-z-]*: //' | tr ',' '\n' | sed 's/|.*//; s/([^)]*)//; s/:any//; s/[[:space:]]//g')
done

mapfile -t wanted < <(printf '%s\n' "${base[@]}" "${declared[@]}" | sort -u)
stamp=$(printf '%s\n' "$suite" "${wanted[@]}" | cat - "$0" | sha256sum | cut -c 1-16)
image=$cache/debian-$stamp

mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9
if [[ -f $image/etc/debian_version ]]; then
  touch "$image"
  echo "$image"
  exit 0
fi

# As apt asks for it here; the security updates and the rest come from apt's own files below.
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" "Component: main" "Created-By: Packages" | head -n 1)
[[ -n $mirror ]] || fail "apt has no source of $suite on this machine"

echo "Making a Debian $suite with ${#wanted[@]} packages in $image" >&2
rm -rf "$cache"/debian-*.new
find "$cache" -mindepth 1 -maxdepth 1 -type d -name 'debian-*' -mtime +7 -exec rm -rf {} +
new=$image.new
trap 'rm -rf "$new"' EXIT
debootstrap --variant=minbase "$suite" "$new" "$mirror" >"$cache/debootstrap.log" || fail "debootstrap failed: see $cache/debootstrap.log"

# Nothing starts while it is made, and no file is kept that only a person would read.
printf '#!/bin/sh\nexit 101\n' >"$new/usr/sbin/policy-rc.d"
chmod +x "$new/usr/sbin/policy-rc.d"
rm -f "$new/etc/apt/sources.list"
cp -L /etc/apt/sources.list.d/debian.sources "$new/etc/apt/sources.list.d/" 2>/dev/null || cp -L /etc/apt/sources.list "$new/etc/apt/"
cp -L /etc/resolv.conf "$new/etc/resolv.conf"
in_image() {
  DEBIAN_FRONTEND=noninteractive chroot "$new" "$@" >>"$cache/debootstrap.log" 2>&1 || fail "$* failed: see $cache/debootstrap.log"
}
in_image apt-get update -q
in_image apt-get upgrade -q -y
in_image apt-get install -q -y --no-install-recommends "${wanted[@]}"
in_image apt-get clean
rm -rf "$new/usr/sbin/policy-rc.d" "$new/etc/apt/sources.list" "$new"/etc/apt/sources.list.d/* "$new"/var/lib/apt/lists/* "$new/etc/resolv.conf" "$new/etc/machine-id"

# A box has a network by its own means; here the tests name its address.
ln -sf /dev/null "$new/etc/systemd/system/systemd-resolved.service"
mv "$new" "$image"
trap - EXIT
echo "$image"
