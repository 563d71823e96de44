"""The words of rotations and placements on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

KINDS: Words = MappingProxyType(
    {
        "core": _("Core rotation"),
        "elective": _("Elective"),
        "sub-internship": _("Sub-internship"),
        "observership": _("Observership"),
        "hands-on": _("Hands-on for graduates"),
        "research": _("Research"),
        "tele-rotation": _("Tele-rotation"),
    }
)
SETTINGS: Words = MappingProxyType(
    {
        "inpatient": _("Wards"),
        "outpatient": _("Clinics"),
        "emergency": _("Emergency department"),
        "theatre": _("Operating theatre"),
        "community": _("Community"),
        "laboratory": _("Laboratory"),
        "remote": _("Remote"),
        "mixed": _("Several settings"),
    }
)
BOOKINGS: Words = MappingProxyType(
    {"instant": _("Booked at once"), "request": _("The host decides on every request")}
)
SEATS: Words = MappingProxyType(
    {
        "free": _("Seats are free"),
        "waiting": _("Full, with a waiting list"),
        "none": _("No seat is left"),
    }
)
FACETS: Words = MappingProxyType(
    {
        "seats": _("Seats"),
        "month": _("Begins in"),
        "weeks": _("Weeks"),
        "kind": _("Kind of rotation"),
        "specialty": _("Specialty"),
        "country": _("Country"),
        "language": _("Language with patients"),
        "setting": _("Where one works"),
        "booking": _("How one books"),
    }
)
DUES: Words = MappingProxyType(
    {
        "application": _("Due when you apply"),
        "onboarding": _("Due before you begin"),
        "offboarding": _("Due when you leave"),
    }
)
PAPERS: Words = MappingProxyType(
    {
        "eligible": _("Met"),
        "cannot-tell": _("Not shown yet"),
        "not-yet": _("Not met yet"),
        "never": _("Cannot be met"),
    }
)
"""How a demand stands, by its verdict."""
OWNERS: Words = MappingProxyType(
    {"applicant": _("the trainee"), "school": _("the school"), "host": _("the host")}
)
LEVELS: Words = MappingProxyType(
    {
        "host": _("Host"),
        "site": _("Site"),
        "department": _("Department"),
        "unit": _("Unit"),
    }
)
STATUSES: Words = MappingProxyType(
    {
        "draft": _("Nobody but us: a draft"),
        "public": _("Everybody"),
        "closed": _("Nobody new: it is closed"),
    }
)
PERS: Words = MappingProxyType({"day": _("each day"), "week": _("each week")})
REFUSALS: Words = MappingProxyType(
    {
        "too-late": _("It begins too soon: this host wants to be asked earlier."),
        "not-open": _("There is no window for these days."),
        "wrong-weekday": _("Stays do not begin on that day of the week."),
        "too-short": _("The stay is too short."),
        "too-long": _("The stay is too long."),
        "no-training": _("There is no training on any of these days."),
        "full": _("Every seat is taken on some of these days."),
        "quota-full": _("The places of your school are taken on some of these days."),
        "clash": _("You are somewhere else on some of these days."),
    }
)
VERBS: Words = MappingProxyType(
    {
        "request": _("Send the request"),
        "release": _("Release"),
        "decline": _("Do not release"),
        "accept": _("Accept"),
        "refuse": _("Refuse"),
        "waitlist": _("Put on the waiting list"),
        "refill": _("Give the seat that became free"),
        "begin": _("Begin"),
        "finish": _("Finish"),
        "certify": _("Certify"),
        "close": _("Close"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "lapse": _("Let it lapse"),
        "withdraw": _("Withdraw"),
        "cancel": _("Cancel the placement"),
        "miss": _("Did not come"),
    }
)
"""What a move is called on the button that makes it."""
TOLD: Words = MappingProxyType(
    {
        "held": _("A seat was held"),
        "waited": _("Somebody asked to wait for a seat"),
        "swapped": _("The seat was changed for another one"),
        "request": _("The request was sent"),
        "release": _("The school released the trainee"),
        "decline": _("The school did not release the trainee"),
        "accept": _("The host accepted"),
        "refuse": _("The host refused"),
        "waitlist": _("It was put on the waiting list"),
        "refill": _("A seat became free and was given"),
        "begin": _("It began"),
        "finish": _("It was over"),
        "certify": _("The host certified it"),
        "close": _("It was closed"),
        "pause": _("It was paused"),
        "resume": _("It went on"),
        "lapse": _("It lapsed"),
        "withdraw": _("It was withdrawn"),
        "cancel": _("The host cancelled it"),
        "miss": _("The trainee did not come"),
        "import": _("It was taken in from a table of the host"),
        "charge": _("It was said what it costs"),
        "say-paid": _("The trainee says that something was paid"),
        "receive": _("A payment arrived"),
        "pay-back": _("Something was paid back"),
        "decide": _("The host judged something that it asks"),
        "reminded": _("The trainee was reminded of what is missing"),
    }
)
"""What is said of a move once it was made."""
REASONS: Words = MappingProxyType(
    {
        "no-agreement": _("Your school and this host have no affiliation agreement in force."),
        "no-seat": _("There is no seat."),
        "not-released": _("The school has not released the trainee yet."),
        "missing": _("Something that is asked is not shown yet:"),
        "unpaid": _("Something is not paid yet:"),
        "not-begun": _("It does not begin before"),
        "not-over": _("It is not over before"),
        "not-evaluated": _("The final evaluation is not filed yet:"),
        "not-lapsed": _("It has not lapsed."),
        "lapsed": _("The time for which the seat was held is over."),
        "over": _("The days of the stay are over."),
    }
)
SUPERVISED: Words = MappingProxyType(
    {
        "watched": _("I watched"),
        "beside": _("Somebody was beside me"),
        "near": _("Somebody was near"),
        "alone": _("I did it alone"),
    }
)
PARTS: Words = MappingProxyType(
    {"trainee": _("the trainee"), "school": _("the school"), "host": _("the host")}
)
