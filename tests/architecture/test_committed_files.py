"""Nothing of one machine, and nothing of a foreign licence, is committed."""

import importlib.metadata
import os
import re
import subprocess

import pytest

LOCAL_PATH = re.compile(r"(?<![\w.:/$}-])/(?:opt|root|work|home/\w+|Users/\w+)/")
INDEX = re.compile(
    r"(?<!no-emit-)(?:index-url|find-links|trusted-host)\s*[=: ]\s*\S|://[^\s/]+/simple\b"
)
REQUIREMENT = re.compile(
    r"""
    \s*\#.*
    | [a-z0-9.-]+==[\w.]+(?:\s;\s[^\\]+)?\s\\
    | \s{4}--hash=sha256:[0-9a-f]{64}(?:\s\\)?
    """,
    re.X,
)
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )(?:AGPL|GPL|General Public License)", re.I)


@pytest.fixture(scope="module")
def committed(request):
    """Return the committed files, by path, as text; those that are not text are left out."""
    root = request.config.rootpath
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, check=False, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("NOT CHECKED: this is not a git repository")
    paths = [root / name for name in listed.stdout.split("\0") if name]
    present = [path for path in paths if path.is_file()]
    return {str(path.relative_to(root)): path.read_text("utf-8", "replace") for path in present}


def lines_with(pattern, files):
    """Return the path, number and text of each line in which the pattern occurs."""
    return [
        (name, number, line)
        for name, text in files.items()
        if "architecture/test_committed_files" not in name
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [LOCAL_PATH, INDEX], ids=["local path", "package index"])
def test_no_committed_line_belongs_to_one_machine(committed, pattern):
    assert lines_with(pattern, committed) == []


def test_compiled_requirements_hold_only_pins_and_hashes(root):
    strange = [
        (path.name, line)
        for path in sorted((root / "requirements").glob("*.txt"))
        for line in path.read_text().splitlines()
        if not REQUIREMENT.fullmatch(line)
    ]

    assert strange == []


def test_compiled_requirements_agree_on_every_pin(root):
    pins = {
        path.stem: set(re.findall(r"^[a-z0-9.-]+==\S+(?: ; [^\\]+)?", path.read_text(), re.M))
        for path in (root / "requirements").glob("*.txt")
    }

    assert sorted(pins) == ["bench", "run", "test", "web"]
    assert pins["run"] - pins["bench"] == set()
    assert pins["bench"] - pins["test"] == set()
    assert pins["web"] - pins["test"] == set()


def test_nothing_we_import_is_under_a_strong_copyleft_licence(root):
    pinned = re.findall(r"^([a-z0-9.-]+)==", (root / "requirements/run.txt").read_text(), re.M)

    licences = {name: licence_of(name) for name in pinned if is_installed(name)}

    assert {name: text for name, text in licences.items() if COPYLEFT.search(text)} == {}
    assert {name for name, text in licences.items() if not text} == set()


def is_installed(name):
    """Tell whether a distribution is here; a pin for another system may not be."""
    return any(True for _ in importlib.metadata.distributions(name=name))


def licence_of(name):
    """Return what a distribution says about its licence, without the text of the licence."""
    metadata = importlib.metadata.metadata(name)
    said = [metadata.get("License-Expression", ""), metadata.get("License", "").split("\n")[0]]
    classifiers = [line for line in metadata.get_all("Classifier", []) if "License" in line]
    return " ".join([*said, *classifiers]).strip() or _first_words_of_licence(name)


def _first_words_of_licence(name):
    """Return the head of the licence that a distribution brings along and does not name."""
    files = importlib.metadata.files(name) or []
    texts = (file.read_text() for file in files if file.name.startswith("LICENSE"))
    return " ".join(next(texts, "").split()[:8])


def test_ci_script_can_be_executed(root):
    assert os.access(root / ".ci/run", os.X_OK)


@pytest.mark.parametrize("line", ["see /opt/x", "'/root/x'", "(/work/main/x)", "/home/me/x"])
def test_local_path_is_found(line):
    assert LOCAL_PATH.search(line)


@pytest.mark.parametrize(
    "line", ["https://example.org/work/visa", "a/opt/b", "/options/", "{x}/work/"]
)
def test_local_path_is_not_found_in_an_address(line):
    assert not LOCAL_PATH.search(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("GPL-3.0", True), ("GNU AGPLv3", True), ("LGPL-3.0", False), ("MIT", False)],
)
def test_strong_copyleft_is_told_from_weak(text, expected):
    assert bool(COPYLEFT.search(text)) is expected
