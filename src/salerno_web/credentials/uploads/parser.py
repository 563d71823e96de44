"""The parser of uploads, run as a process of its own: `python -m ... KIND < file > clean file`.

It limits itself before it reads a byte. The first line of its output is JSON, the rest the file;
the last line of what it complains of says why a file is refused.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
MOST_PAGES = 60
MOST_PIXELS = 50_000_000
LARGEST = 40 * 1024 * 1024
LINKS = ("http://", "https://", "mailto:")
DANGEROUS = ("/OpenAction", "/AA", "/AcroForm", "/Names", "/JavaScript", "/URI", "/Collection")
ACTIVE = ("/RichMedia", "/Screen", "/Movie", "/Sound", "/FileAttachment", "/3D", "/Widget")


class Unfit(Exception):
    """The file is not kept."""


def main(kind: str) -> None:
    """Read a file, write it anew."""
    limit()
    content = sys.stdin.buffer.read()
    pages, clean = (pdf if kind == "pdf" else picture)(content, kind)
    if len(clean) > LARGEST:
        raise Unfit("refused: too large")
    sys.stdout.buffer.write(json.dumps({"pages": pages}).encode() + b"\n" + clean)


def limit() -> None:
    """Take no more memory and time than a decent file needs, and start no process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(content: bytes, kind: str) -> tuple[int, bytes]:
    """A picture drawn anew, upright, without anything that it carried besides."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only after the limits are set

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=[kind.upper()]) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB" if kind == "jpeg" else "RGBA")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unfit("refused: too large") from error
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    out = io.BytesIO()
    fresh.save(out, kind.upper(), quality=88, optimize=True)
    return 1, out.getvalue()


def pdf(content: bytes, kind: str) -> tuple[int, bytes]:
    """A PDF written anew from its pages alone, without what acts or is attached."""
    import pikepdf  # noqa: PLC0415 - only after the limits are set

    try:
        opened = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Unfit("refused: encrypted") from error
    if len(opened.pages) > MOST_PAGES:
        raise Unfit("refused: too many pages")
    for page in opened.pages:
        _calm(page.obj)
    fresh = pikepdf.new()
    for page in opened.pages:
        fresh.pages.append(page)
    out = io.BytesIO()
    fresh.save(out, linearize=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return len(fresh.pages), out.getvalue()


def _calm(page: object) -> None:
    """Take out of a page whatever acts by itself, opens something, or is attached."""
    import pikepdf  # noqa: PLC0415 - only after the limits are set

    assert isinstance(page, pikepdf.Object)
    for name in DANGEROUS:
        if name in page:
            del page[name]
    kept = [one for one in page.get("/Annots", []) if _is_calm(one)]
    if "/Annots" in page:
        page["/Annots"] = pikepdf.Array(kept)


def _is_calm(annotation: object) -> bool:
    """Whether an annotation is a plain link to the web, or a mere mark."""
    import pikepdf  # noqa: PLC0415 - only after the limits are set

    if not isinstance(annotation, pikepdf.Dictionary):
        return False
    if str(annotation.get("/Subtype")) in ACTIVE or "/AA" in annotation:
        return False
    action = annotation.get("/A")
    if action is None:
        return True
    is_link = str(action.get("/S")) == "/URI" and "/Next" not in action
    return is_link and str(action.get("/URI", "")).startswith(LINKS)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Unfit as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(1) from None
