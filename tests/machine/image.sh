#!/usr/bin/env bash
# Makes the disk of a bare Debian 12 machine on which the package rohnamo was installed, as root:
#   image.sh RELEASE FOLDER [test] [browser]
# writes FOLDER/disk.img (ext4, the whole disk), FOLDER/kernel and FOLDER/initrd. Debian's part is
# kept in FOLDER/base-*.tar and made again only when the list of packages changes. `test`: with what
# all steps of the test need; `browser`: with cage and Chromium, which nothing starts, to compare
# with.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
release=$(realpath "$1")  # where the packages are
lists=("$here/packages.txt")
for more in "${@:3}"; do lists+=("$here/packages-$more.txt"); done
mkdir -p "$2"
folder=$(cd "$2" && pwd)
mirror=$("$here/mirror.sh")

packages=$({
  sed 's/#.*//; /^$/d' "${lists[@]}"
  for deb in "$release"/rohnamo{,-kiosk,-sync}_*.deb; do
    dpkg-deb --field "$deb" Depends | tr ',' '\n' | sed 's/[|(].*//; s/[[:space:]]//g; /^rohnamo-/d'
  done
} | sort -u | paste -sd,)
base=$folder/base-$(sha256sum <<< "$packages $mirror" | cut -c1-12).tar
if [ ! -e "$base" ]; then
  rm -f "$folder"/base-*.tar
  mmdebstrap --mode=root --variant=minbase --include="$packages" --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --format=tar bookworm "$base.new" "deb $mirror bookworm main"
  mv "$base.new" "$base"
fi

root=$folder/root
rm -rf "$root"
mkdir "$root"
trap 'rm -rf "$root"' EXIT
tar -C "$root" --numeric-owner -xf "$base"

# The product, as a technician installs it.
mkdir "$root/packages"
cp "$release"/rohnamo{,-kiosk,-sync}_*.deb "$root/packages"
chroot "$root" sh -c 'dpkg --install /packages/*.deb'
rm -r "$root/packages"

# The machine: a name, a network card, and a way in for the test that no visitor has: a shell on a
# virtio port. A getty on the serial console would hang up the log.
echo kiosk > "$root/etc/hostname"
echo '/dev/vda / ext4 defaults 0 1' > "$root/etc/fstab"
cat > "$root/etc/systemd/network/test.network" <<'CONF'
[Match]
Type=ether
[Network]
DHCP=yes
CONF
mkdir -p "$root/etc/systemd/journald.conf.d"
printf '[Journal]\nStorage=persistent\n' > "$root/etc/systemd/journald.conf.d/test.conf"
cp "$here/test-shell.service" "$here/browser.service" "$root/etc/systemd/system/"
install -m 755 "$here/touch_panel.py" "$root/usr/local/bin/touch-panel"
mkdir -p "$root/etc/udev/rules.d"
echo 'SUBSYSTEM=="virtio-ports", ATTR{name}=="test", TAG+="systemd", ENV{SYSTEMD_WANTS}+="test-shell.service"' \
  > "$root/etc/udev/rules.d/99-test.rules"
# A build with sanitizers needs more memory than its units allow, and cannot look for leaks there.
if dpkg-deb --field "$release"/rohnamo-kiosk_*.deb Depends | grep -q libasan; then
  mkdir "$root/etc/systemd/system/service.d"
  printf '[Service]\nEnvironment=ASAN_OPTIONS=detect_leaks=0\nMemoryMax=infinity\n' \
    > "$root/etc/systemd/system/service.d/sanitizers.conf"
fi
systemctl --quiet --root="$root" enable systemd-networkd
systemctl --quiet --root="$root" mask serial-getty@ttyS0.service

cp "$root"/boot/vmlinuz-* "$folder/kernel"
cp "$root"/boot/initrd.img-* "$folder/initrd"
rm -f "$folder/disk.img"
truncate -s 4G "$folder/disk.img"
mke2fs -q -F -t ext4 -E lazy_itable_init=1 -d "$root" "$folder/disk.img"
