"""Texts in further languages are read strictly, travel with the atlas, and are what is said."""

import pytest

from salerno.atlas import check, compile_atlas, load_atlas, read_compiled
from salerno.routes.goals import granted_goal
from salerno.rules import Voice
from salerno.rules.grants import Grant
from tests.library.atlas.sample import atlas_in

RUSSIAN = """
language: ru
reviewed: no
texts: {OET: Экзамен OET, "Have you sat OET?": "Сдавали ли вы OET?"}
"""
MORE = """
language: ru
reviewed: yes
texts: {Clinical work: Клиническая работа}
"""
FOLDER = {"translations/ru.yaml": RUSSIAN, "translations/ru-us.yaml": MORE}


def written_in(tmp_path, **files):
    """Return the sample atlas with these files of translations."""
    folder = atlas_in(tmp_path)
    (folder / "translations").mkdir()
    for name, content in (files or FOLDER).items():
        (folder / name).write_text(content, "utf-8")
    return folder


def test_translations_of_a_language_are_put_together(tmp_path):
    words = load_atlas([written_in(tmp_path)]).vocabulary

    assert words.translations == {
        "ru": {
            "Clinical work": "Клиническая работа",
            "OET": "Экзамен OET",
            "Have you sat OET?": "Сдавали ли вы OET?",
        }
    }


def test_what_has_a_translation_is_said_in_it_and_the_rest_in_the_original(tmp_path):
    voice = Voice("ru", load_atlas([written_in(tmp_path)]).vocabulary)

    assert voice.type_name("exam/oet") == "Экзамен OET"
    assert voice.type_name("exam/language") == "A language test"


def test_a_text_of_the_atlas_itself_goes_before_a_translation(tmp_path):
    spanish = {"translations/es.yaml": 'language: es\nreviewed: no\ntexts: {OET: "Otro"}\n'}

    voice = Voice("es", load_atlas([written_in(tmp_path, **spanish)]).vocabulary)

    assert voice.type_name("exam/oet") == "OET"


def test_goal_at_a_place_has_its_title_in_every_language_of_its_type(tmp_path):
    words = load_atlas([written_in(tmp_path)]).vocabulary

    goal = granted_goal(Grant("exam/oet", scope=(("country", "GB"),)), vocabulary=words)

    assert goal.title == (("en", "OET (GB)"), ("es", "OET (GB)"), ("ru", "Экзамен OET (GB)"))


def test_compiled_atlas_keeps_the_translations(tmp_path):
    atlas = load_atlas([written_in(tmp_path)])

    assert read_compiled(compile_atlas(atlas), name="atlas.json") == (atlas, "")


@pytest.mark.parametrize(
    ("again", "problem"),
    [
        (
            "language: ru\nreviewed: no\ntexts: {OET: Другой}\n",
            "translations/ru.yaml:4:9: 'OET' is translated twice into 'ru': it is already at"
            " translations/ru-us.yaml:3:14; keep one of them",
        ),
        (
            'language: ru\nreviewed: no\ntexts: {Score: " "}\n',
            "translations/ru-us.yaml:3:16: 'Score': nothing is written here",
        ),
        (
            "language: ru\ntexts: {Score: Балл}\n",
            "translations/ru-us.yaml:1:1: 'translations' needs the key 'reviewed'",
        ),
        (
            "language: ru\nreviewed: no\ntext: {Score: Балл}\n",
            "translations/ru-us.yaml:3:1: unknown key 'text' in 'translations';"
            " did you mean 'texts'?",
        ),
    ],
)
def test_slip_is_told_with_its_place(tmp_path, again, problem):
    folder = written_in(
        tmp_path, **{"translations/ru.yaml": RUSSIAN, "translations/ru-us.yaml": again}
    )

    found = [str(p).replace(f"{folder}/", "") for p in check([folder])]

    assert problem in found
