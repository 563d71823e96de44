"""Every page is HTML without a fault: by html5lib, and by the Nu checker where it is at hand."""

import json
import os
import re
import shutil
import subprocess

import html5lib
import pytest

from tests.web.states import states

VNU = os.environ.get("VNU_JAR", "")
NOT_CHECKED = "NOT CHECKED: the Nu checker (VNU_JAR=<path of vnu.jar>, and java) is not at hand"
LANGUAGES = ("en", "ar")
GUESS = "appears to be written in"  # titles of sources stay in their own language


def fetched(state, clients, language="en"):
    """Return the page of a state."""
    client, headers = clients[state.who], {"accept-language": language}
    if state.send:
        return client.post(state.send, {}, headers=headers)
    return client.get(state.path, headers=headers)


@pytest.fixture
def cast(trota, abella, costanza, hospital):
    """Return those of whom something is to be seen."""
    return {"trota": trota, "abella": abella, "costanza": costanza, "hospital": hospital}


@pytest.fixture
def pages(settings, tmp_path, cast, graduate_file):
    """Return every page by the name of its state and its language."""
    settings.FILES_FOLDER = tmp_path / "files"
    found, clients = states(**cast, graduate_file=graduate_file)
    return {
        f"{state.name} [{language}]": (state, fetched(state, clients, language))
        for language in LANGUAGES
        for state in found
    }


def faults_of(state, response):
    """Return what is wrong with a page: not there, not HTML, two headings, names used twice."""
    if response.status_code != state.status:
        return response.status_code, response.headers.get("Location")
    page = response.content.decode()
    parser = html5lib.HTMLParser()
    parser.parse(page)
    names = re.findall(r'\sid="([^"]*)"', page)
    twice = {name for name in names if names.count(name) > 1}
    headings = page.count("<h1")
    return (parser.errors[:3], headings, twice) if parser.errors or headings != 1 or twice else ()


@pytest.mark.slow
def test_every_page_parses_without_an_error(pages):
    faults = {name: faults_of(state, response) for name, (state, response) in pages.items()}

    assert {name: fault for name, fault in faults.items() if fault} == {}


@pytest.mark.slow
@pytest.mark.skipif(not (os.path.exists(VNU) and shutil.which("java")), reason=NOT_CHECKED)
def test_nu_checker_finds_nothing(pages, tmp_path):
    folder, names = tmp_path / "pages", {}
    folder.mkdir()
    for number, (name, (_state, response)) in enumerate(pages.items()):
        (folder / f"{number}.html").write_bytes(response.content)
        names[f"{number}.html"] = name

    run = subprocess.run(
        ["java", "-Xmx400m", "-jar", VNU, "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True, check=True,
    )  # fmt: skip

    said = json.loads(run.stderr)["messages"]
    faults = sorted(
        (names[one["url"].rpartition("/")[2]], one.get("subType", one["type"]), one["message"])
        for one in said
        if GUESS not in one["message"]
    )
    assert faults == []
