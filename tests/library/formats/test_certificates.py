"""A printed certificate says its words, tagged, in every script, with a code that can be read."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest
import qrcode

from salerno.errors import InputError
from salerno.formats.certificates import QUIET, certificate_sheet, code_of

LINK = "https://salerno.example/certificates/0b9f1c1e-6d6e-4c2e-9a83-2f7a5f3f1a01/"
TOLD = {
    "language": "en", "day": "2026-11-23", "title": "Certificate", "says": "It was completed.",
    "lines": [["Trainee", "Trota de Ruggiero"], ["Host", "Больница"], ["Rotation", "الجراحة"]],
    "issued": "Given out today", "verify": "Verify it:", "alternative": "A code", "link": LINK,
}  # fmt: skip


ARABIC = {
    **TOLD, "language": "ar", "title": "شهادة", "says": "اكتمل التدريب.",
    "lines": [["المتدرب", "Trota de Ruggiero"], ["المستشفى", "Больница"]],
    "issued": "صدرت اليوم", "verify": "تحقق:", "alternative": "رمز",
}  # fmt: skip


def texts_of(content, folder):
    """Return the lines of a PDF as a reader extracts them, without marks of direction."""
    if shutil.which("pdftotext") is None:
        pytest.skip("NOT CHECKED: pdftotext of poppler-utils is not installed")
    path = folder / "certificate.pdf"
    path.write_bytes(content)
    run = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return re.sub("[\u202a-\u202e]", "", run.stdout).split("\n")


def told_by(content):
    """Return what a PDF says of itself: its part of PDF/UA, its language, its title."""
    with pikepdf.open(BytesIO(content)) as book:
        part = str(book.open_metadata()["pdfuaid:part"])
        return part, str(book.Root.Lang), str(book.docinfo["/Title"])


@pytest.mark.parametrize("told", [TOLD, ARABIC], ids=["en", "ar"])
def test_certificate_is_for_screen_readers_in_its_language(told):
    content = certificate_sheet(told)

    assert told_by(content) == ("1", told["language"], told["title"])


def test_certificate_says_its_words(tmp_path):
    lines = texts_of(certificate_sheet(TOLD), tmp_path)

    for said in ("Certificate", "It was completed.", "Trainee: Trota de Ruggiero"):
        assert said in lines
    assert {"Host: Больница", "Verify it:", "Given out today"} <= set(lines)


def test_address_runs_from_left_to_right_beside_words_that_do_not(tmp_path):
    found = ["".join(texts_of(certificate_sheet(told), tmp_path)) for told in (TOLD, ARABIC)]

    assert [LINK in text for text in found] == [True, True]


def test_code_is_drawn_module_for_module():
    expected = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    expected.add_data(LINK)
    dark = {
        (x, y)
        for y, row in enumerate(expected.get_matrix())
        for x, is_dark in enumerate(row)
        if is_dark
    }

    drawn = re.findall(
        r"M(\d+) (\d+)h1v1h-1z", ElementTree.fromstring(code_of(LINK))[1].attrib["d"]
    )

    assert {(int(x), int(y)) for x, y in drawn} == dark
    assert len(drawn) == len(dark)


def test_certificate_is_tagged_and_leads_to_its_page():
    content = certificate_sheet(TOLD)

    with pikepdf.open(BytesIO(content)) as book:
        (page,) = book.pages
        links = [str(one.A.URI) for one in page.Annots if "/A" in one]
        assert (bool(book.Root.MarkInfo.Marked), str(book.Root.Lang)) == (True, "en")
    assert links == [LINK]
    assert content == certificate_sheet(TOLD)


def test_code_has_the_modules_of_its_address():
    expected = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    expected.add_data(LINK)
    rows = expected.get_matrix()

    picture = ElementTree.fromstring(code_of(LINK))

    assert picture[1].attrib["d"].count("M") == sum(map(sum, rows))
    assert picture.attrib["viewBox"] == f"0 0 {len(rows)} {len(rows)}"


def test_missing_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "qrcode", None)

    with pytest.raises(InputError, match=r"pip install 'salerno\[badges,pdf\]'"):
        code_of(LINK)
