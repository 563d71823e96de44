#!/usr/bin/env bash
# Shows what the `salerno` command can do.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/salerno --help
