"""Rows of the list as they are drawn: in Python, since a page has many and a template is slow."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salerno.rules.outlines import source_outline
from salerno_web.atlas.queries import voice
from salerno_web.opportunities.shown import Row
from salerno_web.ui.templatetags.components import citation, day, verdict

KEPT = 4000  # so many drawn rows are kept, a kilobyte or two each

_ROW = """<li><h3><a href="{}" dir="auto">{}</a></h3>
<p class="cluster">{}<span class="meta"><bdi>{}</bdi> · {}{}</span></p>
<p><bdi>{}</bdi>{}</p>
{}{}</li>"""


@lru_cache(maxsize=KEPT)
def drawn(row: Row, language: str) -> SafeString:
    """A row in the language that is active, drawn once for all who are told the same."""
    by = format_html(' · <span dir="auto">{}</span>', row.authority) if row.authority else ""
    return format_html(
        _ROW,
        reverse("opportunity", args=[row.id]),
        row.title,
        verdict(row.state),
        row.place,
        row.kind,
        by,
        row.reason,
        _more(row.more),
        _terms(row),
        citation(source_outline(row.source, voice(language))),
    )


def _more(count: int) -> SafeString | str:
    if not count:
        return ""
    words = ngettext("and %(n)s more", "and %(n)s more", count) % {"n": count}
    return format_html(' <span class="hint">{}</span>', words)


def _terms(row: Row) -> SafeString | str:
    """The next deadline and the cost, as far as they are known."""
    if row.deadline is None and not row.cost:
        return ""
    when = format_html("<span>{} {}</span>", _("Next deadline:"), day(row.deadline))
    cost = format_html("<span>{} <bdi>{}</bdi></span>", _("You pay:"), row.cost)
    known = format_html("{}{}", when if row.deadline else "", cost if row.cost else "")
    return format_html('<p class="meta cluster">{}</p>\n', known)
