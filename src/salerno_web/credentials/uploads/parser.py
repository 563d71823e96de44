"""The parser of uploads, run as a process of its own: `python -m ... KIND < file > clean file`.

It limits itself before it reads a byte. The first line of its output is JSON, the rest the file;
the last line of what it complains of is the code for which a file is refused.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile

from salerno_web.credentials.uploads.unfit import Unfit

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
LARGEST = 40 * 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: LARGEST,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NPROC: 0,
}


def main(kind: str) -> None:
    """Read a file, write it anew."""
    limit()
    content = sys.stdin.buffer.read()
    try:
        pages, clean = rewritten(content, kind)
    except MemoryError as error:
        raise Unfit(Unfit.UNPACKS) from error
    sys.stdout.buffer.write(json.dumps({"pages": pages}).encode() + b"\n" + clean)


def limit() -> None:
    """Take no more memory, time and room than a decent file needs, and start no process."""
    for what, most in LIMITS.items():
        resource.setrlimit(what, (most, most))


def rewritten(content: bytes, kind: str) -> tuple[int, bytes]:
    """How many pages a file has, and the file written anew; raises what its parser raises."""
    if kind == "pdf":
        from salerno_web.credentials.uploads.pdfs import pdf  # noqa: PLC0415 - after the limits

        pages, clean = pdf(content)
    else:
        from salerno_web.credentials.uploads.pictures import (  # noqa: PLC0415 - after the limits
            picture,
        )

        pages, clean = 1, picture(content, kind)
    if len(clean) > LARGEST:
        raise Unfit(Unfit.UNPACKS)
    if zipfile.is_zipfile(io.BytesIO(clean)):
        raise Unfit(Unfit.DOUBLE)
    return pages, clean


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Unfit as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(1) from None
