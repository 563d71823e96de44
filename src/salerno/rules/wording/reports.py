"""Explanations in words: the verdict, the lines that decide, and where each is defined."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salerno.credentials.person import Credential
from salerno.credentials.tri import Tri
from salerno.credentials.vocabulary import Attribute
from salerno.periods import Period
from salerno.rules.chain import DOUBTFUL_BAR, NOT_BARRED, State
from salerno.rules.explanations import Explanation, Line, Part, Standing
from salerno.rules.findings import Finding
from salerno.rules.leaves import Fact, Judge, Leaf, Total
from salerno.rules.opportunities import Claim, Dispute
from salerno.rules.shortfalls import Shortfall, selections_of
from salerno.rules.sources import Source
from salerno.rules.wording.conditions import predicate, values
from salerno.rules.wording.leaves import leaf_words, literal_words
from salerno.rules.wording.voices import Voice

_COUNTED = {State.NOT_YET: Standing.UNMET, State.CANNOT_TELL: Standing.OPEN}


def headline(explanation: Explanation, voice: Voice) -> str:
    """The verdict in a sentence or two."""
    state, bits = explanation.state, explanation.verdict.bits
    gaps = _gaps(explanation)
    words = [voice.tell(f"state {state}", count=len([g for g in gaps if g is _COUNTED.get(state)]))]
    if state is State.NOT_YET and Standing.OPEN in gaps:
        words.append(voice.tell("also-open", count=gaps.count(Standing.OPEN)))
    if bits == NOT_BARRED:
        words.append(voice.tell("not-barred"))
    if bits == DOUBTFUL_BAR:
        words.append(voice.tell("perhaps-never"))
    if len(explanation.parts) > 1:
        words.append(voice.tell("several-versions"))
    if not explanation.parts:
        words.append(voice.tell("no-version"))
    return " ".join(words)


def _gaps(explanation: Explanation) -> list[Standing]:
    """How each separate requirement that decides stands; alternatives are one requirement."""
    if explanation.state is State.CANNOT_TELL:
        return [line.standing for line in explanation.lines]
    return [standing for part in explanation.parts[:1] for standing in _parts_of(part.tree)]


def _parts_of(line: Line) -> Iterator[Standing]:
    if line.node.gate == "all" and not line.note.say:
        for kid in line.kids:
            if kid.decides:
                yield from _parts_of(kid)
    else:
        yield line.standing


def sentence(line: Line, voice: Voice) -> str:
    """How a line stands, and what it requires."""
    required = requirement_of(line, voice)
    standing = line.standing
    if standing is Standing.DOUBTFUL:
        source = line.sources[0]
        title, read = _located(source, voice), voice.day(source.read)
        return voice.tell("line doubtful", requirement=required, source=title, read=read)
    if standing is Standing.UNMET and (obstacle := obstacle_words(line, voice)):
        return voice.tell("line in-the-way", obstacle=obstacle)
    text = _judgement(line, voice)
    if text and voice.knows(f"judged {standing}"):
        return voice.tell(f"judged {standing}", text=text)
    key = "case-open" if line.is_case and standing is Standing.OPEN else standing
    return voice.tell(f"line {key}", requirement=required)


def _judgement(line: Line, voice: Voice) -> str:
    """What is to be decided, when that is all that a line asks for."""
    literal = line.literal
    if literal is None or literal.negated or line.is_case or literal.note.say:
        return ""
    return voice.text(literal.leaf.text) if isinstance(literal.leaf, Judge) else ""


def obstacle_words(line: Line, voice: Voice) -> str:
    """What must not be so, where a line asks for that and the rule has no words of its own."""
    literal = line.literal
    if literal is None or not literal.negated:
        return ""
    said = voice.text(line.node.because) or voice.text(literal.note.say)
    return "" if said else leaf_words(literal.leaf, voice)


def requirement_of(line: Line, voice: Voice) -> str:
    """What a line requires: the words of the rule, else words made from it."""
    node, literal = line.node, line.literal
    because = voice.text(node.because)
    if because:
        return because
    if literal is not None:
        return literal_words(literal, voice)
    said = voice.text(node.note.say)
    if said:
        return said
    if node.gate == "at-least":
        return voice.tell("at-least", count=node.count)
    return voice.tell(node.gate if node.kids or node.gate == "any" else "nothing")


def details(line: Line, voice: Voice) -> list[str]:
    """What a line was judged on: evidence, what falls short, sums so far, who must act."""
    literal, finding = line.literal, line.finding
    if literal is None or finding is None:
        return []
    short = line.shortfalls
    words = [shortfall_words(s, voice) for s in short]
    if not short:
        words += [voice.tell("by-evidence", credential=held(c, voice)) for c in line.evidence]
    if line.standing is not Standing.MET:
        words += _remarks(line, literal.leaf, finding, voice)
    return words


_NONE_TOLD: dict[type, str] = {Fact: "none-told fact", Judge: "none-told judge"}


def _may_go_on(leaf: Leaf, line: Line) -> bool:
    """Whether more of the kind may be held than was told."""
    person = line.view.person
    return any(not person.is_complete(own.types) for own in selections_of(leaf))


def _remarks(line: Line, leaf: Leaf, finding: Finding, voice: Voice) -> Iterator[str]:
    if finding.reason == "none told":
        yield voice.tell(_NONE_TOLD.get(type(leaf), "none-told"))
    elif line.standing is Standing.OPEN and _may_go_on(leaf, line):
        yield voice.tell("maybe-more")
    if finding.low is not None:
        yield _so_far(leaf, finding.low, finding.high, voice)
    if finding.not_before is not None:
        yield voice.tell("wait-until", day=voice.day(finding.not_before))
    if line.note.actor != "applicant":
        yield voice.tell(f"actor {line.note.actor}")


def _so_far(leaf: Leaf, least: Decimal, most: Decimal | None, voice: Voice) -> str:
    attribute = _summed(leaf, voice)
    low = voice.with_unit(voice.number(round(least, 2)), attribute)
    if most is None:
        return voice.tell("so-far-from", low=low)
    high = voice.with_unit(voice.number(round(most, 2)), attribute)
    if low == high:
        return voice.tell("so-far", amount=low)
    return voice.tell("so-far-between", low=low, high=high)


def _summed(leaf: Leaf, voice: Voice) -> Attribute:
    if not isinstance(leaf, Total) or leaf.share_of:
        return Attribute("", unit="%")
    return voice.attribute(leaf.attribute, leaf.selection.types)


def held(credential: Credential, voice: Voice) -> str:
    """A credential by its name and day."""
    what = voice.type_name(credential.type)
    if credential.on is None:
        return voice.tell("held-undated", what=what)
    return voice.tell("held", what=what, day=voice.when(credential.on))


def shortfall_words(shortfall: Shortfall, voice: Voice) -> str:
    """What a credential lacks."""
    name = held(shortfall.credential, voice)
    if shortfall.condition is None:
        key = "lacks" if shortfall.truth is Tri.NO else "lacks-open"
        return voice.tell(f"{key} {shortfall.aspect}", credential=name)
    types = (shortfall.credential.type,)
    attribute = voice.attribute(shortfall.name, types)
    title = voice.attribute_name(shortfall.name, types)
    needed = predicate(shortfall.condition, attribute, voice)
    if shortfall.values is None:
        return voice.tell("lacks-unknown", credential=name, attribute=title, condition=needed)
    own = values(shortfall.values, attribute, voice)
    return voice.tell(
        "lacks-attribute", credential=name, attribute=title, values=own, condition=needed
    )


def citation(source: Source, voice: Voice) -> str:
    """Where something is defined, how official that is, when it was read, how sure we are."""
    words = voice.tell(
        "citation",
        title=_located(source, voice),
        tier=voice.tell(f"tier {source.tier}"),
        read=voice.day(source.read),
        confidence=source.confidence,
    )
    return voice.tell("citation-address", citation=words, url=source.url) if source.url else words


def _located(source: Source, voice: Voice) -> str:
    title = source.title or source.url or voice.tell("untitled")
    return voice.tell("located", title=title, locator=source.locator) if source.locator else title


def rule_name(part: Part, voice: Voice) -> str:
    """Which rule version was judged, and for which dates it is in force."""
    line, period = part.tree, part.version.in_force
    name, version = line.opportunity.id, line.version_id
    if period == Period(None, None):
        return voice.tell("rule-always", opportunity=name, version=version)
    dates = voice.period(period)
    return voice.tell("rule", opportunity=name, version=version, period=dates)


def dispute_words(dispute: Dispute, voice: Voice) -> list[str]:
    """That sources disagree, and every claim with its source."""
    others = sum(not claim.chosen for claim in dispute.claims)
    subject = voice.text(dispute.subject) or dispute.id
    return [
        voice.tell("dispute", subject=subject, count=others),
        *(_claim(claim, voice) for claim in dispute.claims),
    ]


def _claim(claim: Claim, voice: Voice) -> str:
    key = "claim-chosen" if claim.chosen else "claim"
    return voice.tell(key, says=voice.text(claim.says), citation=citation(claim.source, voice))


def report(explanation: Explanation, voice: Voice, *, whole: bool = False) -> str:
    """An explanation as indented text, sources numbered at the end.

    It tells what decides, or the `whole` rule, with what is met and what does not matter.
    """
    told = [source for line in _told(explanation, whole=whole) for source in line.sources]
    cited = dict.fromkeys(citation(source, voice) for source in told)
    numbers = {words: number for number, words in enumerate(cited, 1)}
    words = [voice.text(explanation.verdict.opportunity.title), headline(explanation, voice)]
    for part in explanation.parts:
        rows = _tree(part.tree, numbers, voice, joined=True, whole=whole)
        words += [f"  {row}" for row in rows]
        words.append(rule_name(part, voice))
    words.append(voice.tell("proviso"))
    words += [f"[{number}] {cited}" for cited, number in numbers.items()]
    for dispute in explanation.disputes:
        first, *claims = dispute_words(dispute, voice)
        words += [first, *(f"  {claim}" for claim in claims)]
    return "\n".join(words)


def _told(explanation: Explanation, *, whole: bool) -> tuple[Line, ...]:
    if not whole:
        return explanation.lines
    return tuple(line for part in explanation.parts for line in _leaves(part.tree))


def _leaves(line: Line) -> Iterator[Line]:
    if line.literal is not None:
        yield line
    for kid in line.kids:
        yield from _leaves(kid)


def _tree(
    line: Line, numbers: dict[str, int], voice: Voice, *, joined: bool, whole: bool
) -> Iterator[str]:
    """The nodes from a line down, as far as they decide; of what is required anyway, no group.

    `joined` when everything beside the line is required with it.
    """
    if line.literal is not None:
        marks = dict.fromkeys(numbers.get(citation(s, voice)) for s in line.sources)
        yield sentence(line, voice) + "".join(f" [{mark}]" for mark in marks if mark)
        yield from (f"    {detail}" for detail in details(line, voice))
        return
    kids = [kid for kid in line.kids if whole or kid.decides]
    is_all = line.node.gate == "all"
    is_said = bool(line.note.say) or (len(kids) > 1 and not (is_all and joined))
    if is_said:
        yield sentence(line, voice)
    indent = "  " if is_said else ""
    for kid in kids:
        joins = is_all or (joined and len(kids) == 1)
        rows = _tree(kid, numbers, voice, joined=joins, whole=whole)
        yield from (indent + row for row in rows)
