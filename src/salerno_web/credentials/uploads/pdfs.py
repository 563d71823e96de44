"""PDFs written anew from what their pages show and the links to the web on them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any as Anything

import pikepdf

from salerno_web.credentials.uploads.pictures import MOST_PIXELS
from salerno_web.credentials.uploads.unfit import Unfit

MOST_PAGES = 60
MOST_UNPACKED = 512 * 1024 * 1024
PIECE = 1024 * 1024
LINKS = ("http://", "https://", "mailto:")
SHOWN = frozenset((
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources",
    "/Contents", "/Group",
))  # fmt: skip
"""What of a page is kept; `/Parent` only until what it inherits is copied."""
NAMED = frozenset((
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties",
    "/CharProcs", "/Colorants",
))  # fmt: skip
"""Dictionaries whose keys are names that the author of the file chose."""
ACTIVE = frozenset((
    "/A", "/AA", "/AF", "/AcroForm", "/Alternates", "/Annots", "/Collection", "/EF",
    "/EmbeddedFile", "/EmbeddedFiles", "/FS", "/JS", "/JavaScript", "/Launch", "/Metadata",
    "/Next", "/OPI", "/OpenAction", "/PieceInfo", "/Ref", "/RichMediaContent",
    "/RichMediaSettings", "/URI", "/XFA",
))  # fmt: skip
"""What acts, opens, or carries something else, wherever it stands."""
OUTSIDE = frozenset(("/F", "/FFilter", "/FDecodeParms"))
"""What makes a stream come from a file outside."""
DEFLATED = ("/FlateDecode", "/Fl")
PACKED = frozenset((
    "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/ASCII85Decode", "/A85",
    "/ASCIIHexDecode", "/AHx",
))  # fmt: skip


def pdf(content: bytes) -> tuple[int, bytes]:
    """How many pages a PDF has, and the PDF written anew from what they show.

    Forms and marks are drawn into their pages, as they look. Links to the web stay links.
    """
    try:
        opened = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Unfit(Unfit.ENCRYPTED) from error
    with opened, pikepdf.new() as fresh:
        if not 0 < len(opened.pages) <= MOST_PAGES:
            raise Unfit(Unfit.PAGES)
        links = [list(_links(page.obj)) for page in opened.pages]
        _draw_forms(opened)
        for page in opened.pages:
            _leave_only_what_is_shown(page.obj)
            fresh.pages.append(page)
        _disarm(page.obj for page in fresh.pages)
        for page, found in zip(fresh.pages, links, strict=True):
            page.obj["/Annots"] = pikepdf.Array([_link(*one) for one in found])
        return len(fresh.pages), _saved(fresh)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return out.getvalue()


def _draw_forms(document: pikepdf.Pdf) -> None:
    with suppress(pikepdf.PdfError, RuntimeError):  # a broken form is not drawn, and not kept
        document.flatten_annotations("all")


def _links(page: pikepdf.Object) -> Iterator[tuple[list[float], str]]:
    """Where the links to the web on a page are, and where they lead."""
    marks = page.get("/Annots")
    for mark in marks if isinstance(marks, pikepdf.Array) else ():
        with suppress(AttributeError, TypeError, ValueError):  # not made as a link is made
            action = mark["/A"] if "/A" in mark else pikepdf.Dictionary()
            where = str(action.get("/URI", ""))
            if str(action.get("/S")) == "/URI" and where.startswith(LINKS):
                yield [float(corner) for corner in mark["/Rect"]][:4], where


def _link(box: list[float], where: str) -> pikepdf.Object:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([round(corner, 2) for corner in box]),
        Border=pikepdf.Array([0, 0, 0]),
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(where)),
    )


def _leave_only_what_is_shown(page: pikepdf.Object) -> None:
    for name in set(page.keys()) - SHOWN:
        del page[name]


def _disarm(pages: Iterable[pikepdf.Object]) -> None:
    """Take what acts out of everything that pages reach, and see that it unpacks to little."""
    seen: set[tuple[tuple[int, int], bool]] = set()
    left: list[tuple[Anything, bool]] = [(page, False) for page in pages]
    unpacked = 0
    while left:
        one, is_named = left.pop()
        if not isinstance(one, pikepdf.Object):
            continue
        if one.is_indirect:
            key = (one.objgen, is_named)
            if key in seen:
                continue
            seen.add(key)
        if isinstance(one, pikepdf.Stream):
            unpacked += _size(one, MOST_UNPACKED - unpacked)
        left += _parts(one, is_named)


def _parts(one: Anything, is_named: bool) -> list[tuple[Anything, bool]]:
    """What stands in an array, dictionary or stream, once what acts is taken out of it."""
    if isinstance(one, pikepdf.Array):
        return [(part, False) for part in one]
    if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    if not is_named:
        denied = ACTIVE | OUTSIDE if isinstance(one, pikepdf.Stream) else ACTIVE
        for name in denied.intersection(one.keys()):
            del one[name]
    return [(part, name in NAMED and not is_named) for name, part in one.items()]


def _size(stream: pikepdf.Object, most: int) -> int:
    """How much a stream unpacks to; raises Unfit when that is too much."""
    pixels = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
    if pixels > MOST_PIXELS:
        raise Unfit(Unfit.PIXELS)
    filters = _filters(stream)
    size = 0
    if PACKED.intersection(filters):
        with suppress(pikepdf.PdfError):  # broken, or a picture at last
            size = len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    else:
        pieces: Iterable[bytes] = [bytes(stream.read_raw_bytes())]
        for _deflated in (name for name in filters if name in DEFLATED):
            pieces = _inflated(pieces)
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise Unfit(Unfit.UNPACKS)
    if size > most:
        raise Unfit(Unfit.UNPACKS)
    return size


def _filters(stream: pikepdf.Object) -> list[str]:
    said = stream.get("/Filter")
    if said is None:
        return []
    return [str(name) for name in said] if isinstance(said, pikepdf.Array) else [str(said)]


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces inflated, each no longer than PIECE; what is broken ends early."""
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        for piece in pieces:
            packed = piece
            while packed and not unpacker.eof:
                yield unpacker.decompress(packed, PIECE)
                packed = unpacker.unconsumed_tail
