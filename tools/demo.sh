#!/usr/bin/env bash
# Makes a demonstration of the site in build/site, unless it is there, and serves it until stopped.
set -euo pipefail
cd "$(dirname "$0")/.."
SITE=${SITE:-build/site}
PORT=${PORT:-8000}

mkdir -p build
.venv/bin/salerno init "$SITE" --demonstration --origin "http://localhost:$PORT"
exec .venv/bin/salerno serve "$SITE" --port "$PORT"
