"""A certificate as a PDF to print, tagged (PDF/UA-1), with a QR code to where it is verified."""

from __future__ import annotations

from importlib import resources

from salerno.errors import InputError
from salerno.formats.presses import Plain, set_in_type

TEMPLATE = "certificates.typ"
QUIET = 4  # empty modules around a code, as its standard asks


def certificate_sheet(told: Plain) -> bytes:
    """The printed certificate; `told` has its words, its lines, its day and its `link`.

    Equal words give equal bytes. Raises InputError where the extra 'pdf' or 'badges' is not
    installed, or where no typeface has a character.
    """
    template = resources.files("salerno.formats").joinpath(TEMPLATE).read_bytes()
    return set_in_type(template, {**told, "code": code_of(str(told["link"]))})


def code_of(link: str) -> str:
    """A QR code as SVG."""
    try:
        import qrcode  # noqa: PLC0415 - the extra may be absent
    except ImportError as error:
        raise InputError(
            "a printed certificate needs the extra 'badges'",
            fix="install it with: pip install 'salerno[badges,pdf]'",
        ) from error
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(link)
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path d="{dark}"/></svg>'
    )
