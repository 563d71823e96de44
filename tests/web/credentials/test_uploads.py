"""What is uploaded is refused with a reason, or kept harmless."""

import io
import re

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from salerno.errors import InputError
from salerno_web.credentials.uploads.cleaning import LARGEST, Refused, cleaned
from salerno_web.credentials.uploads.parser import rewritten
from salerno_web.credentials.uploads.stores import Store
from salerno_web.credentials.uploads.unfit import Unfit
from tests.web.credentials import files

ACTIVE = re.compile(
    rb"JavaScript|/JS\b|/Launch|OpenAction|/AA\b|XFA|EmbeddedFile|alert|evil|MZ an", re.I
)


def decoded(content):
    """Return everything that stands in a PDF, unpacked."""
    with pikepdf.open(io.BytesIO(content)) as document:
        out = io.BytesIO()
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type", "pages"),
    [
        ("degree.pdf", files.a_pdf(pages=3), "application/pdf", 3),
        ("PASSPORT.JPG", files.a_picture("JPEG"), "image/jpeg", 1),
        ("photo.jpeg", files.a_picture("JPEG"), "image/jpeg", 1),
        ("scan.png", files.a_picture("PNG"), "image/png", 1),
    ],
)
def test_decent_file_is_kept(name, content, media_type, pages):
    kept = cleaned(name, content)

    assert (kept.media_type, kept.pages) == (media_type, pages)


def test_cleaning_what_is_clean_changes_nothing_that_is_seen():
    once = cleaned("a.pdf", files.a_pdf(change=files.plain_link)).content

    twice = cleaned("a.pdf", once).content

    assert b"https://example.org/rule" in decoded(twice)


@pytest.mark.parametrize(
    "change",
    [
        files.script,
        files.named_script,
        files.page_script,
        files.launch,
        files.form_script,
        files.bad_link,
        files.chained_link,
        files.attachment,
    ],
)
def test_whatever_acts_is_taken_out_of_a_pdf(change):
    dangerous = files.a_pdf(change=change)
    assert ACTIVE.search(decoded(dangerous))

    harmless = cleaned("a.pdf", dangerous).content

    assert ACTIVE.search(decoded(harmless)) is None


@pytest.mark.parametrize("tail", [files.a_zip(), b"<script>alert(1)</script>", b"<?php evil(); ?>"])
@pytest.mark.parametrize(
    ("name", "content"), [("a.png", files.a_picture("PNG")), ("a.jpg", files.a_picture("JPEG"))]
)
def test_second_nature_of_a_picture_is_lost(name, content, tail):
    kept = cleaned(name, content + tail).content

    assert tail not in kept
    assert b"PK\x03\x04" not in kept


def test_second_nature_of_a_pdf_is_lost():
    kept = cleaned("a.pdf", files.a_pdf() + files.a_zip()).content

    assert b"PK\x03\x04" not in kept


def test_what_a_picture_carries_besides_is_lost_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a secret place"

    kept = cleaned("a.jpg", files.a_picture("JPEG", size=(20, 30), exif=exif)).content

    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.size == (30, 20)
    assert b"secret" not in kept


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.svg", b"<svg><script>alert(1)</script></svg>", "Files of this kind are not kept."),
        ("a.html", b"<html>", "Files of this kind are not kept."),
        ("a.docx", files.a_zip(), "Files of this kind are not kept."),
        ("a", files.a_pdf(), "Files of this kind are not kept."),
        ("pdf", files.a_pdf(), "Files of this kind are not kept."),
        ("a.pdf\0.exe", files.a_pdf(), "Files of this kind are not kept."),
        ("a.pdf", b"", "The file is empty or larger than 10 MB."),
        ("a.pdf", b"%PDF-" + b"0" * LARGEST, "The file is empty or larger than 10 MB."),
        ("a.pdf", files.a_picture(), "The file is not what the ending of its name says."),
        ("a.png", files.a_pdf(), "The file is not what the ending of its name says."),
        ("a.jpg", files.a_picture("PNG"), "The file is not what the ending of its name says."),
        ("a.pdf", b"%PDF-1.7\n" + files.VIRUS, "The file carries a virus."),
        ("a.pdf", b"%PDF-1.7 and no more", "The file is damaged"),
        ("a.png", files.a_picture()[:60], "The file is damaged"),
        ("a.png", files.a_png_bomb(), "The picture is too large to be drawn."),
        ("a.pdf", files.a_pdf(pages=61), "The PDF has more than 60 pages."),
        (
            "a.pdf",
            files.a_pdf(encryption=pikepdf.Encryption(owner="x", user="y")),
            "The PDF is protected by a password.",
        ),
    ],
)
def test_unfit_file_is_refused_with_a_reason(name, content, message):
    with pytest.raises(Refused) as refused:
        cleaned(name, content)

    assert refused.value.what.startswith(message)
    assert refused.value.fix


@pytest.mark.parametrize("name", ["../../etc/x.pdf", "\u202efdp.exe.pdf", "x" * 300 + ".pdf"])
def test_name_of_a_file_decides_nothing_but_its_kind(name):
    assert cleaned(name, files.a_pdf()).media_type == "application/pdf"


@settings(max_examples=20)
@given(content=st.binary(max_size=200))
def test_anything_is_refused_or_parsed_and_never_breaks(content):
    for kind, magic in (("pdf", b"%PDF-1.4\n"), ("png", b"\x89PNG\r\n\x1a\n")):
        with pytest.raises((Unfit, OSError, SyntaxError, ValueError, pikepdf.PdfError)):
            rewritten(magic + content, kind)


def test_store_keeps_a_content_under_its_digest(tmp_path):
    store = Store(tmp_path)

    digest = store.write(b"a degree")

    assert store.write(b"a degree") == digest
    assert store.read(digest) == b"a degree"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_store_forgets(tmp_path):
    store = Store(tmp_path)
    digest = store.write(b"a degree")

    store.delete(digest)
    store.delete(digest)

    with pytest.raises(InputError, match="the file is missing"):
        store.read(digest)


def test_store_sees_that_a_file_was_changed(tmp_path):
    store = Store(tmp_path)
    digest = store.write(b"a degree")
    (tmp_path / digest[:2] / digest).write_bytes(b"another degree")

    with pytest.raises(InputError, match="has changed since it was kept"):
        store.read(digest)


def test_store_leaves_nothing_half_written(tmp_path, monkeypatch):
    store = Store(tmp_path)

    def full(_handle):
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="no space"):
        store.write(b"a degree")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_store_is_for_its_owner_alone(tmp_path):
    store = Store(tmp_path / "files")

    digest = store.write(b"a degree")

    folder = store.folder / digest[:2]
    modes = [path.stat().st_mode & 0o777 for path in (store.folder, folder, folder / digest)]
    assert modes == [0o700, 0o700, 0o600]


def test_store_mends_a_broken_file_when_it_is_given_again(tmp_path):
    store = Store(tmp_path)
    digest = store.write(b"a degree")
    (tmp_path / digest[:2] / digest).write_bytes(b"")
    assert not store.is_whole(digest)

    store.write(b"a degree")

    assert store.is_whole(digest)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_store_takes_nothing_but_a_digest_for_a_name(digest, tmp_path):
    with pytest.raises(InputError, match="is no digest"):
        Store(tmp_path).read(digest)
