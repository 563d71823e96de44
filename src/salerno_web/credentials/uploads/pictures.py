"""Pictures drawn anew, with nothing but what is seen."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from salerno_web.credentials.uploads.unfit import Unfit

MOST_PIXELS = 50_000_000
DRAWN = {"jpeg": ("L", "RGB"), "png": ("1", "L", "LA", "RGB", "RGBA")}
DEEP = ("I", "I;16", "I;16L", "I;16B", "I;16N")
SAVED = {"jpeg": {"quality": 88, "optimize": True}, "png": {"compress_level": 6}}


def picture(content: bytes, kind: str) -> bytes:
    """A picture drawn anew, upright, without anything that it carried besides."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            upright = _upright(content, kind)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unfit(Unfit.PIXELS) from error
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    upright.close()
    out = io.BytesIO()
    fresh.save(out, kind.upper(), **SAVED[kind])
    return out.getvalue()


def _upright(content: bytes, kind: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=[kind.upper()]) as opened:
        upright = ImageOps.exif_transpose(opened)
    if upright.mode in DRAWN[kind]:
        return upright
    if upright.mode in DEEP:  # 16 bits of grey become 8; without this all of them turn white
        return upright.point(lambda value: value * (1 / 256) + 0).convert("L")
    return upright.convert("RGBA" if kind == "png" and upright.has_transparency_data else "RGB")
