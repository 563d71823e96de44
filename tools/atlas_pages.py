"""The reference pages of the atlas: one for each jurisdiction, and a list of them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from salerno.atlas.contents import Atlas, read_contents, refuse
from salerno.atlas.coverage import Coverage, coverage_by_section
from salerno.credentials.circumstances import Circumstances
from salerno.routes.goals import goal_named
from salerno.routes.planning import Wishes, plan
from salerno.routes.routes import Route
from salerno.routes.steps import Outlook, Step
from salerno.routes.wording.words import (
    chances_words,
    cost_words,
    step_words,
    sum_words,
    time_words,
    title_of,
)
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import Pack, compile_pack
from salerno.rules.wording.voices import Voice
from tools.atlas_gaps import gaps
from tools.graduates import AIMS, graduate
from tools.opportunity_page import chapter, plain

TODAY = date(2026, 11, 22)
UNION, WORLD, LEARNING = "eu", "int", "cpd"
NAMES = {
    UNION: "European Union and EEA",
    WORLD: "International bodies",
    LEARNING: "Continuing education",
}
SECTIONS = {"gb": ("UK",), WORLD: ("CP",), LEARNING: ("CME",)}
PROVISO = (
    "As of 22 November 2026. The rule expresses what is required; the source defines it. Read the"
    " source before you act on anything here. Not legal advice."
)
INTRO = f"""# The atlas

What the rules as data say, jurisdiction by jurisdiction: every opportunity with what it requires,
grants and costs, its sources with tier and confidence, what sources say against each other, and
what is not known. The route at the top of a page is the cheapest that is known from a degree of a
recognised school abroad to the register.

{PROVISO}
"""
ROUTE = (
    "The cheapest known way of an invented graduate of a recognised school in Egypt, who did a"
    " year of internship and holds nothing else. What costs, times and chances are not known is"
    " said; in comparing routes it counts as what is usual of its kind."
)
STEP_HEAD = ["| | step | cost | time | how many get through |", "|---|---|---|---|---|"]


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    contents = read_contents()
    refuse(contents.problems)
    atlas, voice = contents.atlas, Voice("en", contents.atlas.vocabulary)
    pack, coverage = compile_pack(atlas.opportunities.values()), coverage_by_section(atlas)
    folders = dict.fromkeys([*sorted(_folders(atlas)), LEARNING])
    routes = {name: _route(name, atlas, pack) for name in folders if name in AIMS}
    found = {
        f"{name}.md": _page(name, atlas, voice, routes.get(name), coverage) for name in folders
    }
    order = sorted(folders, key=lambda name: title(name, voice))
    rows = [_row(name, atlas, voice, routes.get(name), coverage) for name in order]
    return found | {"index.md": "\n".join([INTRO, *INDEX_HEAD, *rows])}


INDEX_HEAD = [
    "| jurisdiction | opportunities | facts used | explained | missing | route to the register |",
    "|---|---|---|---|---|---|",
]


def _folders(atlas: Atlas) -> set[str]:
    return {name.partition("/")[0] for name in atlas.opportunities}


def title(name: str, voice: Voice) -> str:
    """What a folder of the atlas is called."""
    return NAMES.get(name) or str(voice.locale.territories[name.upper()])


def opportunities_of(name: str, atlas: Atlas) -> list[Opportunity]:
    """The opportunities of a folder; continuing education is gathered from all of them."""
    known = atlas.opportunities.values()
    if name == LEARNING:
        return [one for one in known if one.kind == "cpd"]
    return [one for one in known if one.id.startswith(f"{name}/")]


def _route(name: str, atlas: Atlas, pack: Pack) -> Route:
    aim = AIMS[name]
    known = atlas.opportunities.values()
    found = plan(
        graduate(aim, vocabulary=atlas.vocabulary),
        pack,
        goal=goal_named(aim.goal, known, vocabulary=atlas.vocabulary),
        outlook=_outlook(atlas),
        wishes=Wishes(most=1, dated=False),
    )
    return found.routes[0]


def _outlook(atlas: Atlas) -> Outlook:
    return Outlook(Circumstances(TODAY), atlas.vocabulary, atlas.rates)


def _covered(name: str, coverage: Mapping[str, Coverage]) -> Coverage:
    own = [coverage[s] for s in SECTIONS.get(name, (name.upper(),)) if s in coverage]
    parts = ("used", "in_ledger", "missing")
    return Coverage(*(tuple(f for one in own for f in getattr(one, part)) for part in parts))


def _row(
    name: str, atlas: Atlas, voice: Voice, route: Route | None, coverage: Mapping[str, Coverage]
) -> str:
    found = _covered(name, coverage)
    cost = sum_words(route, voice, outlook=_outlook(atlas)) if route else "–"
    cells = (
        f"[{title(name, voice)}]({name}.md)",
        str(len(opportunities_of(name, atlas))),
        *(str(len(facts)) for facts in (found.used, found.in_ledger, found.missing)),
        f"{len(route.steps)} steps, {cost}" if route else cost,
    )
    return f"| {' | '.join(cells)} |"


def _page(
    name: str, atlas: Atlas, voice: Voice, route: Route | None, coverage: Mapping[str, Coverage]
) -> str:
    own = opportunities_of(name, atlas)
    parts = [
        f"# {title(name, voice)}",
        f"[All jurisdictions](index.md). {PROVISO}",
        *(_journey(name, route, atlas, voice) if route else ()),
        *(_listing(own, voice) if name == LEARNING else (chapter(one, voice) for one in own)),
        *_ledger(_covered(name, coverage), atlas, voice),
        "## What is not known",
        _bullets(gaps(own, voice, today=TODAY)),
    ]
    return "\n\n".join(parts)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _listing(opportunities: Iterable[Opportunity], voice: Voice) -> Iterator[str]:
    """Continuing education stands on the pages of its countries; here it is only listed."""
    yield _bullets(
        f"[{title(one.id.partition('/')[0], voice)}]({one.id.partition('/')[0]}.md):"
        f" {plain(title_of(one, voice))} (`{one.id}`)"
        for one in opportunities
    )


def _journey(name: str, route: Route, atlas: Atlas, voice: Voice) -> Iterator[str]:
    yield "## From a degree of a recognised school abroad to the register"
    goal = f"Goal: `{AIMS[name].goal}`. "
    more = ", ".join(f"`{fact}` is {value}" for fact, value in AIMS[name].facts.items())
    yield goal + ROUTE + (f" Told besides: {more}." if more else "")
    rows = (
        f"| {number} | {plain(step_words(step, voice))} | {_taking(step, voice)} |"
        f" {plain(chances_words(step, voice))} |"
        for number, step in enumerate(route.steps, 1)
    )
    yield "\n".join([*STEP_HEAD, *rows])
    yield (
        f"In all: {sum_words(route, voice, outlook=_outlook(atlas))}. Steps of unknown cost:"
        f" {len(route.unpriced)}; of unknown time: {len(route.untimed)}; supposed, or decided by"
        f" others: {len(route.unknown)}."
    )


def _taking(step: Step, voice: Voice) -> str:
    """The cost and the time of a step, in two cells; none of what is only decided or supposed."""
    if step.way not in ("take", "obtain"):
        return " | "
    return f"{plain(cost_words(step, voice))} | {plain(time_words(step, voice))}"


def _ledger(covered: Coverage, atlas: Atlas, voice: Voice) -> Iterator[str]:
    if covered.in_ledger:
        yield "## Known and not used"
        yield _bullets(
            f"`{fact}`: {plain(voice.text(atlas.ledger[fact]))}" for fact in covered.in_ledger
        )
