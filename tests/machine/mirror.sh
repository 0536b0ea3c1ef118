#!/usr/bin/env bash
# Where Debian's packages come from, for images and roots: where this machine has its own from, or
# MIRROR of the environment.
set -euo pipefail
own=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | sed -n 1p)
echo "${MIRROR:-${own:-http://deb.debian.org/debian}}"
