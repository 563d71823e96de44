#!/usr/bin/env bash
# Shows what the `salerno` command can do, on invented persons, as of a fixed day.
set -euo pipefail
cd "$(dirname "$0")/.."
DAY=2026-11-22
OUT=build/demo
WORK=$(mktemp -d)
mkdir -p "$OUT"
trap 'rm -rf "$WORK"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[0-9]*m//g'; fi; }
run() {
    printf '$ salerno %s\n\n' "${*//$WORK\//}"
    .venv/bin/salerno "$@"
}

say "1. Trota graduated in Egypt. Who can verify her documents at the source already?"
run check examples/persons/graduate.yaml --kind verification --as-of "$DAY"

say "2. How far is she from certification in the United States, and what would mend it?"
run check examples/persons/graduate.yaml --opportunity us/ecfmg/certification --as-of "$DAY"

say "3. Rebecca is a final-year student in India. Which rotations abroad are open to her, and which are not?"
run check examples/persons/student.yaml --kind rotation --as-of "$DAY"

say "4. What should Rebecca tell next, because it would settle most?"
run ask examples/persons/student.yaml --kind rotation --most 5 --as-of "$DAY"

say "5. Francesca failed Step 1 four times. What is closed to her for good, and who says so?"
run check examples/persons/barred.yaml --country US --kind examination --as-of "$DAY"

say "6. The whole rule for one training post in the United Kingdom, as it stands for Trota."
run explain examples/persons/graduate.yaml gb/rcpsg/mti --as-of "$DAY"

say "7. Four hundred invented graduates: which one requirement keeps how many of them from the examinations?"
.venv/bin/python tools/make_crowd.py 400 1 > "$WORK/invented.csv"
run barriers "$WORK/invented.csv" --country US --kind examination --as-of "$DAY"

say "8. Trota compares registration in the United Kingdom, Ontario and Germany: steps, dates, money, chances."
run plan examples/persons/graduate.yaml --goal gb/gmc/registration-plab --goal ca/on/licence \
    --goal de/federal/approbation --as-of "$DAY" --prove --most 2 \
    --out "$OUT/routes.xlsx" --out "$OUT/routes.ics" --out "$OUT/routes.svg"

say "9. What if she fails PLAB 1, and may not enter Britain?"
run plan examples/persons/graduate.yaml --goal gb/gmc/registration-plab --as-of "$DAY" --most 1 \
    --what-if "failed gb/gmc/plab-1" --what-if "refused GB"

say "10. Francesca, whom four failures bar for good: is there still a way into a residency in the United States?"
run plan examples/persons/barred.yaml --goal us/nrmp/main-match --as-of "$DAY" --most 1

say "The workbook, the calendar and the picture of step 8 are in $OUT."
say "All persons are invented. Every line names its source, the day it was read and how sure we are."
