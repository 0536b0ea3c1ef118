#!/usr/bin/env bash
# Installs the packages of RELEASE on the bare machine that image.sh keeps in FOLDER, purges them,
# and names whatever is there now and was not before, as root:
#   leaves_nothing.sh RELEASE FOLDER
set -euo pipefail
release=$(realpath "$1")
folder=$(realpath "$2")
root=$folder/purged
base=("$folder"/base-*.tar)

rm -rf "$root"
mkdir "$root"
trap 'rm -rf "$root"' EXIT
tar -C "$root" --numeric-owner -xf "${base[0]}"

# All files and accounts, but for what dpkg and its hooks keep of any package.
everything() {
  (cd "$root" && find etc usr var run -not -path 'var/lib/dpkg/*' -not -path 'var/log/*' \
    -not -path 'var/cache/ldconfig/*' -not -name '*-' | sort)
  sort "$root/etc/passwd" "$root/etc/group"
}

everything > "$root.before"
mkdir "$root/packages"
cp "$release"/rohnamo{,-kiosk,-sync}_*.deb "$root/packages"
chroot "$root" sh -c 'dpkg --install /packages/*.deb' > "$root.log"
for unit in rohnamo-kiosk rohnamo-sync rohnamo-provision; do
  [ -L "$root/etc/systemd/system/multi-user.target.wants/$unit.service" ] ||
    { echo "$unit is not started with the machine" >&2; exit 1; }
done
mkdir -p "$root/etc/rohnamo/kiosk.d" "$root/etc/rohnamo/sync.d" "$root/var/lib/rohnamo/machine"
touch "$root/etc/rohnamo/root.json" "$root/etc/rohnamo/kiosk.d/50-provision.yaml" \
  "$root/etc/rohnamo/sync.d/50-provision.yaml" "$root/var/lib/rohnamo/machine/provisioned.json"
chroot "$root" dpkg --purge rohnamo rohnamo-kiosk rohnamo-sync >> "$root.log"
everything > "$root.after"
diff "$root.before" "$root.after" || { echo "this was left behind" >&2; exit 1; }
