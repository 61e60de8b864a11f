#!/usr/bin/env bash
# Builds the Debian packages twice, in two folders, and compares their bytes. Takes some 15 minutes; not part of
# tests/run.sh.
#
#   tests/box/reproducible.sh [agent-amd64 | agent-arm64 | hub-amd64]...    default: all
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One lies deeper than the other, and has another umask, time zone and language.
folders=("$work/a" "$work/somewhere/else/b")
for folder in "${folders[@]}"; do
  mkdir -p "$folder"
  git ls-files -z --cached --others --exclude-standard | while IFS= read -rd '' file; do [[ ! -f $file ]] || printf '%s\0' "$file"; done |
    tar --create --null --files-from=- | tar --extract --directory="$folder"
  (cd "$folder" && git init --quiet && git add --all)
done

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
(umask 022 && cd "${folders[0]}" && packaging/build-deb.sh "$@")
(umask 027 && export TZ=Asia/Tokyo LANG=C.UTF-8 && cd "${folders[1]}" && packaging/build-deb.sh "$@")

failed=0
for package in "${folders[0]}"/artifacts/deb/*.deb; do
  if cmp "$package" "${folders[1]}/artifacts/deb/$(basename "$package")"; then
    echo "$(basename "$package"): the same bytes twice, $(sha256sum <"$package" | cut -d' ' -f1)"
  else
    failed=1
  fi
done
exit "$failed"
