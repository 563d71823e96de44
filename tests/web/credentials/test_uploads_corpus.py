"""Files made to do harm, of every way that is known, and decent ones that look like them."""

import io
import subprocess
import sys
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image

from salerno_web.credentials.uploads import cleaning, pdfs
from salerno_web.credentials.uploads.cleaning import Refused, cleaned
from salerno_web.credentials.uploads.parser import rewritten
from salerno_web.credentials.uploads.unfit import Unfit
from tests.web.credentials import files
from tests.web.credentials.test_uploads import ACTIVE, decoded

SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def page_with(**told):
    """Return a change that gives the first page more."""

    def change(document):
        for name, value in told.items():
            document.pages[0].obj[f"/{name}"] = value

    return change


def mark(subtype, **told):
    """Return a change that puts a mark on the first page."""
    box = Array([0, 0, 10, 10])
    return page_with(Annots=Array([Dictionary(Type=Name.Annot, Subtype=subtype, Rect=box, **told)]))


def drawn_form(document, content=b"0 0 m 7 7 l S"):
    """Return a drawing that is used by another."""
    form = pikepdf.Stream(document, content)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    return document.make_indirect(form)


def test_popup_does_not_bring_along_what_it_hangs_on():
    def change(document):
        owner = document.make_indirect(Dictionary(Subtype=Name.Widget, AA=Dictionary(K=SCRIPT)))
        mark(Name.Popup, Parent=owner)(document)

    kept = cleaned("a.pdf", files.a_pdf(change=change)).content

    assert ACTIVE.search(decoded(kept)) is None


@pytest.mark.parametrize(
    "change",
    [
        page_with(AF=Array([Dictionary(Type=Name.Filespec, F="evil.exe")])),
        page_with(PieceInfo=Dictionary(X=Dictionary(Private="evil"))),
        page_with(Resources=Dictionary(XObject=Dictionary(X=Dictionary(JS="app.alert(1)")))),
        page_with(Resources=Dictionary(Font=Dictionary(F0=Dictionary(AA=Dictionary(O=SCRIPT))))),
        page_with(Group=Dictionary(S=Name.Transparency, OpenAction=SCRIPT)),
        page_with(PresSteps=Dictionary(NA=SCRIPT)),
        mark(Name.RichMedia, RichMediaContent=Dictionary(Assets="evil")),
        mark(Name.FileAttachment, FS=Dictionary(F="evil.exe")),
        mark(Name.Screen, A=Dictionary(S=Name.Rendition, JS="app.alert(1)")),
        mark(Name.Link, A=Dictionary(S=Name.GoToR, F="evil.pdf")),
        mark(Name.Link, A=Dictionary(S=Name.SubmitForm, F="http://evil.example")),
        mark(Name.Link, A=Dictionary(S=Name.URI, URI="file:///evil")),
        mark(Name.Link, A=Dictionary(S=Name.URI, URI="\\\\evil\\share")),
        mark(Name.Link, A="evil"),
        mark(Name.Link, PA=SCRIPT),
        page_with(Annots=Array(["evil", 3])),
    ],
)
def test_whatever_hides_in_a_page_is_taken_out(change):
    dangerous = files.a_pdf(change=change)
    assert ACTIVE.search(decoded(dangerous))

    kept = cleaned("a.pdf", dangerous).content

    assert ACTIVE.search(decoded(kept)) is None


def test_stream_from_a_file_outside_is_cut_off():
    content = files.with_stream(b"0 0 m", F="evil.bin", Ref=Dictionary(F="evil.pdf"))

    kept = cleaned("a.pdf", content).content

    assert b"evil" not in decoded(kept)


def test_names_that_look_active_are_kept_where_they_only_name():
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    change = page_with(Resources=Dictionary(Font=Dictionary({"/AA": font, "/JS": font})))

    kept = cleaned("a.pdf", files.a_pdf(change=change)).content

    with pikepdf.open(io.BytesIO(kept)) as document:
        assert set(document.pages[0].Resources.Font.keys()) == {"/AA", "/JS"}


def test_what_was_filled_in_is_drawn_into_the_page():
    def change(document):
        looks = Dictionary(N=drawn_form(document, b"(filled in by hand) Tj"))
        told = {"FT": Name.Tx, "T": "name", "AP": looks, "AA": Dictionary(K=SCRIPT)}
        mark(Name.Widget, **told)(document)
        marks = document.pages[0].obj.Annots
        marks[0] = document.make_indirect(marks[0])
        document.Root.AcroForm = Dictionary(Fields=Array([marks[0]]))

    kept = decoded(cleaned("a.pdf", files.a_pdf(change=change)).content)

    assert b"(filled in by hand)" in kept
    assert b"AcroForm" not in kept
    assert ACTIVE.search(kept) is None


def test_page_keeps_what_it_inherits():
    def change(document):
        pages = document.Root.Pages
        pages["/MediaBox"], pages["/Rotate"] = Array([0, 0, 300, 400]), 90
        del document.pages[0].obj["/MediaBox"]

    kept = cleaned("a.pdf", files.a_pdf(change=change)).content

    with pikepdf.open(io.BytesIO(kept)) as document:
        page = document.pages[0]
        assert ([int(side) for side in page.mediabox], int(page.Rotate)) == ([0, 0, 300, 400], 90)


def test_earlier_version_of_a_pdf_is_lost():
    first = files.a_pdf(change=lambda document: page_with(Contents=drawn_form(document))(document))
    start = first.rindex(b"startxref") + 10
    before = int(first[start:].split()[0])
    with pikepdf.open(io.BytesIO(first)) as document:
        catalogue = document.Root.objgen[0]
        pages = document.Root.Pages.objgen[0]
    told = b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R/OpenAction<</S/JavaScript/JS(alert\\(1\\))>>>>"
    added = told % (catalogue, pages) + b"\nendobj\n"
    table = b"xref\n%d 1\n%010d 00000 n \n" % (catalogue, len(first))
    trailer = b"trailer\n<</Size 99/Root %d 0 R/Prev %d>>\n" % (catalogue, before)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(added))
    changed = first + added + table + trailer + end
    assert ACTIVE.search(decoded(changed))

    kept = cleaned("a.pdf", changed).content

    assert ACTIVE.search(decoded(kept)) is None
    assert kept.count(b"%%EOF") == 1


def test_archive_inside_a_picture_of_a_pdf_is_refused():
    picture = files.a_picture("JPEG") + files.a_zip()
    content = files.with_stream(
        picture, Type=Name.XObject, Subtype=Name.Image, Width=20, Height=30, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        cleaned("a.pdf", content)

    assert refused.value.code == "two-kinds"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.a_pdf(pages=61), "too-many-pages"),
        (files.a_pdf(pages=0), "too-many-pages"),
        (files.with_stream(b"", Width=10_000, Height=10_000), "too-many-pixels"),
        (b"%PDF-1.7\n" + b"[" * 500_000, "damaged"),
    ],
)
def test_pdf_made_to_exhaust_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        cleaned("a.pdf", content)

    assert refused.value.code == code


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "code"),
    [(files.an_index_bomb(1500), "damaged"), (files.a_pdf_bomb(8000), "unpacks-too-much")],
)
def test_bomb_goes_off_where_nobody_is_hurt(content, code):
    with pytest.raises(Refused) as refused:
        cleaned("a.pdf", content)

    assert refused.value.code == code


def refused_in_place(content, kind="pdf"):
    """Return for what a file is refused by the parser itself."""
    with pytest.raises(Unfit) as unfit:
        rewritten(content, kind)
    return str(unfit.value)


@pytest.mark.parametrize(
    "content",
    [
        files.a_pdf_bomb(7),
        files.with_stream(
            zlib.compress(files.endless(7)), Filter=Array([Name.FlateDecode, Name.FlateDecode])
        ),
        files.with_stream(b"\x81a" * 70_000 + b"\x80", Filter=Name.RunLengthDecode),
        files.with_stream(b"x" * 5 * 2**20),
    ],
)
def test_pdf_that_unpacks_to_too_much_is_refused(content, monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_UNPACKED", 4 * 2**20)

    assert refused_in_place(content) == "unpacks-too-much"


def test_streams_of_a_pdf_are_counted_together(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_UNPACKED", 2**20 + 100)

    def change(document):
        parts = [pikepdf.Stream(document, bytes([65 + number]) * 2**19) for number in range(3)]
        page_with(Contents=Array([document.make_indirect(part) for part in parts]))(document)

    assert refused_in_place(files.a_pdf(change=change)) == "unpacks-too-much"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"not packed at all", {"Filter": Name.FlateDecode}),
        (zlib.compress(b"cut off" * 99)[:30], {"Filter": Array([Name.FlateDecode])}),
        (b'87cURD]i,"Ebo80~>', {"Filter": Name.ASCII85Decode}),
        (b"not a picture", {"Filter": Array([Name.ASCII85Decode, Name.DCTDecode])}),
    ],
)
def test_broken_streams_do_not_break_the_rest(content, told):
    assert rewritten(files.with_stream(content, **told), "pdf")[0] == 1


def test_picture_that_grows_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("salerno_web.credentials.uploads.parser.LARGEST", 50)

    assert refused_in_place(files.a_picture(), "png") == "unpacks-too-much"


@pytest.mark.parametrize(
    ("mode", "colour", "kept_mode", "kept_colour"),
    [
        ("1", 1, "1", 255),
        ("L", 9, "L", 9),
        ("LA", (9, 7), "LA", (9, 7)),
        ("P", 0, "RGB", (0, 0, 0)),
        ("RGB", (1, 2, 3), "RGB", (1, 2, 3)),
        ("RGBA", (1, 2, 3, 4), "RGBA", (1, 2, 3, 4)),
        ("I;16", 40_000, "L", 156),
    ],
)
def test_picture_looks_as_before(mode, colour, kept_mode, kept_colour):
    out = io.BytesIO()
    Image.new(mode, (3, 3), colour).save(out, "PNG")

    _pages, kept = rewritten(out.getvalue(), "png")

    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.mode, opened.getpixel((0, 0))) == (kept_mode, kept_colour)


def test_palette_with_a_clear_colour_stays_clear():
    out = io.BytesIO()
    Image.new("P", (3, 3), 0).save(out, "PNG", transparency=0)

    _pages, kept = rewritten(out.getvalue(), "png")

    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.getpixel((0, 0)) == (0, 0, 0, 0)


def test_printed_colours_become_those_of_a_screen():
    out = io.BytesIO()
    Image.new("CMYK", (8, 8)).save(out, "JPEG")

    _pages, kept = rewritten(out.getvalue(), "jpeg")

    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.mode, opened.getpixel((0, 0))) == ("RGB", (255, 255, 255))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jpg", b"GIF89a" + b"\0" * 20 + files.a_zip(), "other-kind"),
        ("a.pdf", b"<html>" + files.a_pdf(), "other-kind"),
        ("a.jpg", b"\xff\xd8\xff\xe0<?php evil(); ?>", "damaged"),
        ("a.jpg", files.a_picture("JPEG", size=(300, 300))[:400], "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n<svg onload='alert(1)'/>", "damaged"),
        ("a.heic", b"\0\0\0\x18ftypheic", "unknown-kind"),
        ("a.jar", files.a_zip(), "unknown-kind"),
        ("a.pdf.svg", files.a_pdf(), "unknown-kind"),
        ("", files.a_pdf(), "unknown-kind"),
        (".pdf", files.a_pdf(), "unknown-kind"),
        ("a.png", files.a_picture() + files.VIRUS, "virus"),
    ],
)
def test_file_of_two_natures_is_refused(name, content, code):
    with pytest.raises(Refused) as refused:
        cleaned(name, content)

    assert refused.value.code == code


@pytest.mark.parametrize("told", [{"comment": b"<?php evil(); ?>"}, {"icc_profile": b"<?php evil"}])
def test_what_a_jpeg_tells_besides_is_lost(told):
    kept = cleaned("a.jpg", files.a_picture("JPEG", **told)).content

    assert b"evil" not in kept


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", files.a_pdf(pages=2, change=files.plain_link)),
        ("a.pdf", files.a_pdf(change=files.attachment)),
        ("a.png", files.a_picture("PNG")),
        ("a.jpg", files.a_picture("JPEG")),
    ],
)
def test_what_is_clean_is_clean_again(name, content):
    once = cleaned(name, content)

    twice = cleaned(name, once.content)

    assert (twice.media_type, twice.pages) == (once.media_type, once.pages)


def test_parser_that_takes_too_long_is_killed(monkeypatch):
    monkeypatch.setattr(cleaning, "TIME", 0.001)

    with pytest.raises(Refused) as refused:
        cleaned("a.pdf", files.a_pdf())

    assert refused.value.code == "too-slow"


@pytest.mark.parametrize(
    ("attempt", "complaint"),
    [
        ("bytearray(2 ** 31)", "MemoryError"),
        ("open('large', 'wb').write(bytes(2 ** 26))", "File too large"),
    ],
)
def test_parser_cannot_take_more_than_its_share(attempt, complaint, tmp_path, root):
    limited = f"from salerno_web.credentials.uploads.parser import limit; limit(); {attempt}"
    asked = [sys.executable, "-c", limited]

    ran = subprocess.run(asked, capture_output=True, check=False, cwd=tmp_path)

    assert ran.returncode == 1
    assert complaint in ran.stderr.decode()


def test_parser_is_not_told_the_secrets_of_the_site(monkeypatch):
    monkeypatch.setenv("SALERNO_SECRET_KEY", "a secret")
    monkeypatch.setattr(cleaning, "PARSER", "tests.web.credentials.environment")

    told = cleaned("a.pdf", files.a_pdf()).content

    assert b"PATH" in told
    assert b"SALERNO" not in told


@given(head=st.sampled_from([b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]), data=st.data())
def test_damaged_file_is_never_more_than_refused(head, data):
    kind = {b"%": "pdf", b"\x89": "png", b"\xff": "jpeg"}[head[:1]]
    whole = {"pdf": files.a_pdf(change=files.launch)}.get(kind) or files.a_picture(kind.upper())
    place = data.draw(st.integers(len(head), len(whole) - 1))
    broken = whole[:place] + data.draw(st.binary(max_size=20)) + whole[place + 5 :]

    try:
        _pages, kept = rewritten(broken, kind)
    except (Unfit, OSError, SyntaxError, ValueError, pikepdf.PdfError, TypeError):
        return

    assert kept.startswith(head[:5])
    if kind == "pdf":
        assert ACTIVE.search(decoded(kept)) is None
