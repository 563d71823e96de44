"""The world as equal tiles: each country one square, near its neighbours, no borders drawn.

The arrangement is schematic and our own. A small state is as easy to see and to press as a
large one; where a tile lies says nothing about whose any land is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from salerno_web.ui.localities import country_name, number_words

SIDE, GAP = 26, 2
ROWS = (
    "",
    "6:GL 10:IS 14:NO 15:SE 16:FI",
    "14:DK 17:EE",
    "10:IE 11:GB 13:NL 16:LT 17:LV",
    "1:CA 12:BE 13:LU 14:DE 15:PL 17:BY 20:RU",
    "1:US 4:BM 12:FR 13:CH 14:LI 15:CZ 16:SK 17:UA",
    "1:MX 3:BS 11:AD 12:MC 13:IT 14:AT 15:HU 16:RO 17:MD 22:KZ",
    "1:GT 2:BZ 3:CU 4:HT 5:DO 6:PR 7:SX 10:PT 11:ES 13:SM 14:SI 15:HR 16:RS 17:BG 19:GE 20:AZ"
    " 22:UZ 23:KG 25:MN 26:KP",
    "1:SV 2:HN 3:KY 4:JM 6:KN 7:AG 13:VA 15:BA 16:XK 17:MK 18:TR 19:AM 21:TM 23:TJ 25:CN 26:KR"
    " 27:JP",
    "2:NI 7:DM 14:MT 15:ME 16:AL 17:GR 18:LB 19:SY 20:IQ 21:IR 22:AF 24:NP 25:BT 26:MO 27:HK 28:TW",
    "2:CR 6:VC 7:LC 13:MA 14:DZ 15:TN 17:CY 18:IL 19:JO 20:KW 21:BH 23:PK 24:IN 25:BD 26:MM 27:LA"
    " 28:VN 29:PH 30:GU",
    "3:PA 4:AW 5:CW 6:GD 7:BB 12:EH 16:LY 17:EG 18:PS 20:SA 21:QA 22:AE 24:LK 26:TH 27:KH 30:PW"
    " 31:FM 32:MH",
    "3:CO 4:VE 6:TT 10:CV 12:MR 13:ML 14:BF 15:NE 16:TD 17:SD 18:ER 20:YE 21:OM 23:MV 26:MY 27:BN"
    " 31:NR 32:KI",
    "2:EC 5:GY 6:SR 10:GM 11:SN 12:GN 13:CI 14:GH 15:TG 16:NG 17:CF 18:SS 19:ET 20:DJ 26:SG 27:ID"
    " 28:TL 29:PG 30:SB 32:TV",
    "3:PE 5:BR 10:GW 11:SL 12:LR 15:BJ 16:CM 17:CG 18:UG 19:KE 20:SO 30:VU 31:FJ 32:WS",
    "4:BO 5:PY 14:ST 15:GQ 16:GA 17:CD 18:RW 19:TZ 21:SC 28:AU 30:NC 31:TO 32:NU",
    "3:CL 4:AR 5:UY 16:AO 17:ZM 18:BI 19:MW 20:KM 32:CK",
    "16:NA 17:BW 18:ZW 19:MZ 21:MG 22:MU 30:NZ",
    "17:ZA 18:SZ 21:RE",
    "17:LS",
)


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """The column and the row of every country that has a tile."""
    found = ((mark.split(":"), row) for row, line in enumerate(ROWS) for mark in line.split())
    return {code: (int(column), row) for (column, code), row in found}


@dataclass(frozen=True, slots=True)
class TileMap:
    """The picture, and the rows of the table beside it: name, value, address."""

    label: str
    svg: SafeString
    rows: tuple[tuple[str, str, str], ...]


def tile_map(
    values: Mapping[str, int | float], *, href: Callable[[str], str], label: str
) -> TileMap:
    """A map of values by country, `label` says of what; a country without a value is not linked.

    Colour goes by the rank of a value, and every value stands in its tile as text. What has no
    tile is in the table all the same.
    """
    shades = _shades(values)
    tiles = (_tile(code, values.get(code), href, shades.get(code, 0)) for code in places())
    last = max(column for column, _ in places().values()) + 1
    svg = format_html(
        '<svg class="tiles" viewBox="{} {} {} {}" role="group" aria-label="{}"'
        ' direction="ltr">{}</svg>',
        *(SIDE - GAP, SIDE - GAP, (last - 1) * SIDE + GAP, (len(ROWS) - 1) * SIDE + GAP),
        gettext("Map: %(label)s") % {"label": label},
        format_html_join("", "{}", ((tile,) for tile in tiles)),
    )
    named = sorted((country_name(code), number_words(v), href(code)) for code, v in values.items())
    return TileMap(label, svg, tuple(named))


def _shades(values: Mapping[str, int | float]) -> dict[str, int]:
    """Four shades of colour, each for about a fourth of the different values."""
    steps = sorted(set(values.values()))
    return {code: 1 + 4 * steps.index(value) // len(steps) for code, value in values.items()}


def _tile(
    code: str, value: int | float | None, href: Callable[[str], str], shade: int
) -> SafeString:
    column, row = places()[code]
    x, y, side = column * SIDE, row * SIDE, SIDE - GAP
    square = format_html(
        '<rect class="t{}" x="{}" y="{}" width="{}" height="{}"/>', shade, x, y, side, side
    )
    if value is None:
        named = _text(code, x, y + 16, "dim")
        return format_html('<g aria-hidden="true">{}{}</g>', square, named)
    words = f"{country_name(code)}: {number_words(value)}"
    return format_html(
        '<a href="{}" aria-label="{}"><title>{}</title>{}{}{}</a>',
        *(href(code), words, words, square, _text(code, x, y + 11, f"on t{shade}")),
        _text(number_words(value), x, y + 21, f"on value t{shade}"),
    )


def _text(words: str, x: int, y: int, name: str) -> SafeString:
    centre = x + (SIDE - GAP) // 2
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', name, centre, y, words)
