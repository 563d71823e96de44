"""Answering the interview as a person does: question by question, until nothing is left."""

import re

from django.urls import reverse

MOST = 80


def day(name, year, month="", day=""):
    """Return a day as its three fields send it; the month and the day may be unknown."""
    return {f"{name}_year": str(year), f"{name}_month": str(month), f"{name}_day": str(day)}


ABOUT_BRITAIN = {
    "kinds": ["examination", "registration", "licence", "exchange"],
    "countries": ["GB"],
}
STUDENT = {
    "fact/citizenship": {"value_0": "NG"},
    "fact/residence.country": {"value": "NG"},
    "fact/school.country": {"value": "NG"},
    "fact/birth.date": day("value", 2002, 4, 21),
    "fact/student.status": {"value": "enrolled"},
    "fact/student.final-year": {"value": "yes"},
    "fact/student.year": {"value": "6"},
    "fact/student.good-standing": {"value": "yes"},
    "credential/degree/primary-medical": {"answer": "no"},
}
GRADUATE = {
    "fact/citizenship": {"value_0": "IN"},
    "fact/residence.country": {"value": "IN"},
    "fact/birth.date": day("value", 1998, 11, 2),
    "fact/student.status": {"value": "graduate"},
    "credential/degree/primary-medical": {"answer": "yes"},
    "degree/primary-medical": {**day("on", 2022, 6, 15), "a-country": "IN", "a-in-wdoms": "yes"},
}
UNKNOWN = {"unknown": "1"}


def answer(client, focus, answers):
    """Answer what is known, say of the rest that it is not; return the questions put, in order."""
    client.post(reverse("interview"), focus)
    put = []
    for _ in range(MOST):
        there = client.get(reverse("interview_next")).headers["Location"]
        if there == reverse("record"):
            return put
        put.append(re.fullmatch("/interview/(.+)/", there)[1])
        _answered(client, there, answers.get(put[-1], UNKNOWN), answers)
    raise AssertionError(f"the interview does not end: {put}")


def _answered(client, there, told, answers):
    """Send one answer; where it leads to the page of a credential, tell that one, and no more."""
    response = client.post(there, told)
    assert response.status_code == 302, (there, response.context["form"].errors)
    onward = response.headers["Location"]
    if onward.startswith("/record/credentials/add/"):
        type_ = onward.partition("?")[0].removeprefix("/record/credentials/add/").strip("/")
        after = client.post(onward, answers[type_]).headers["Location"]
        client.post(after, {"answer": "yes"})


TAB = re.compile(
    r'<li><a href="\?([^"]*)"(?: aria-current="page")?>[^<]+ <strong>(\d+)</strong></a></li>'
)


def doors(client):
    """Return how many opportunities the list counts under each verdict, in any language."""
    page = client.get(reverse("opportunities")).content.decode()
    counted = {query.removeprefix("state="): int(count) for query, count in TAB.findall(page)}
    return {state or "all": count for state, count in counted.items()}


def verdict(client, name):
    """Return the verdict on an opportunity, and why, as its page says them."""
    page = client.get(reverse("opportunity", args=[name])).content.decode()
    states = re.findall(r'class="verdict ([a-z-]+)"', page)
    reasons = page[page.index('id="why"') :]
    return states[0], re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reasons))
