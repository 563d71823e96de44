"""The sheet of styles: small, mirrored by itself, legible in both schemes."""

import gzip
import re

import pytest

SHEET = "src/salerno_web/ui/static/ui/salerno.css"
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
GROUNDS = ("paper", "surface", "sunken")
TEXTS = {
    **{(ink, ground): 4.5 for ink in ("ink", "soft", "link", "no") for ground in GROUNDS},
    **{(name, f"{name}-wash"): 4.5 for name in ("yes", "wait", "no", "ask")},
    **{("ink", f"{name}-wash"): 4.5 for name in ("yes", "wait", "no", "ask")},
    **{("link", f"{name}-wash"): 4.5 for name in ("yes", "wait", "no", "ask")},
    **{("surface", f"s{n}"): 4.5 for n in range(1, 6)},
    **{("ink", f"t{n}"): 4.5 for n in range(3)},
    **{("on-accent", f"t{n}"): 4.5 for n in (3, 4)},
    **{("soft", "t0"): 4.5, ("ink", "wash"): 4.5, ("accent", "wash"): 4.5},
    **{("on-accent", "accent"): 4.5, ("accent", "surface"): 4.5, ("accent", "paper"): 4.5},
    **{("edge", ground): 3 for ground in GROUNDS},
    **{("focus", ground): 3 for ground in (*GROUNDS, "wash", "no-wash")},
    **{("mark", ground): 3 for ground in GROUNDS},
}


@pytest.fixture
def sheet(root):
    """Return the sheet of styles."""
    return (root / SHEET).read_text()


def tokens(sheet, scheme):
    """Return the colour of every token in a scheme."""
    both = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", sheet)
    return {name: dark if scheme == "dark" else light for name, light, dark in both}


def luminance(colour):
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_colours_that_meet_can_be_told_apart(sheet, scheme, ink, ground):
    known = tokens(sheet, scheme)

    assert contrast(known[ink], known[ground]) >= TEXTS[ink, ground]


def test_contrast_is_21_between_black_and_white():
    assert round(contrast("#000000", "#ffffff"), 6) == 21


def test_fallback_colours_are_the_light_ones(sheet):
    plain = dict(re.findall(r"--([\w-]+): (#\w{6});", sheet))

    assert plain == tokens(sheet, "light")


def test_sheet_uses_logical_properties_only(sheet):
    assert PHYSICAL.findall(sheet) == []


@pytest.mark.parametrize(
    "line", ["margin-left: 0", "left: 0", "text-align: right", "max-width: 9px", "border-top: 0"]
)
def test_a_physical_property_is_seen(line):
    assert PHYSICAL.search("a { " + line + "; }")


def test_sheet_names_colours_only_as_tokens(sheet):
    body = sheet[sheet.index("@layer base") : sheet.index("@layer utilities {")]
    colours = re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", body)

    assert set(colours) == {"#fffdf8"}


def test_sheet_is_small(sheet):
    assert len(gzip.compress(sheet.encode())) <= 15_000


def test_script_is_small(root):
    assert (root / "src/salerno_web/ui/static/ui/page.js").stat().st_size <= 5_000


def test_sheet_never_hides_focus(sheet):
    hidden = re.findall(r"([^{}\n]*)\{[^{}]*outline:\s*(?:0|none)", sheet)

    assert [rule.strip() for rule in hidden] == [
        "main:focus:not(:focus-visible)",
        ".tiles a:focus-visible",
    ]


def test_templates_use_no_side_by_name(root):
    pages = root.glob("src/salerno_web/*/templates/**/*.html")

    assert [p.name for p in pages if re.search(r'align="|float-(left|right)', p.read_text())] == []
