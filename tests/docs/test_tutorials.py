"""What the pages show is what happens."""

import os
import re
import shutil

import pytest

from tools.tutorials import PAGES, ROOT, played

RUN = [page for page in PAGES if "```console" in page.read_text("utf-8")]
PYTHON = re.compile(r"```python\n(.*?)```\n", re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_commands_of_a_page_print_what_stands_there(page, tmp_path):
    written = page.read_text("utf-8")

    assert played(written, tmp_path) == written


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_python_of_a_page_runs(page, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)

    for block in PYTHON.findall(page.read_text("utf-8")):
        exec(compile(block, str(page), "exec"), {})


def test_a_page_that_is_wrong_is_played_right(tmp_path):
    page = "Save this as `a/b.txt`:\n\n```text\nhello\n```\n\n```console\n$ cat a/b.txt\nbye\n```\n"

    assert played(page, tmp_path) == page.replace("bye", "hello")


def test_pages_are_played_beside_a_copy_of_the_examples(tmp_path):
    played("", tmp_path)

    assert os.listdir(tmp_path) == ["examples"]
