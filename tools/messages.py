"""The words of the site: collect them, bring every catalogue up to date, compile.

    python tools/messages.py            collect, update the catalogues, compile
    python tools/messages.py compile    compile only
    python tools/messages.py missing    list what is not translated yet

Catalogues are src/salerno_web/ui/locale/<language>/LC_MESSAGES/django.po. What is compiled is not
committed, nor are the two made-up languages: en_XA is longer and accented, ar_XB runs from right
to left. In both every text stands in brackets, so that a text which nobody marked shows.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "src" / "salerno_web"
LOCALES = SITE / "ui" / "locale"
LANGUAGES = ("ar", "es", "fr", "ru")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": (1,),
    "gettext": (1,),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS |= {f"{name}_lazy": places for name, places in KEYWORDS.items() if name != "_"}
BORROWED = (
    ("django", "conf/locale/en"),
    ("django", "contrib/auth/locale/en"),
    ("django", "contrib/humanize/locale/en"),
    ("allauth", "locale/es"),
)
KEPT = re.compile(r"%\(\w+\)[#0\- +]*\d*\.?\d*[a-z]|%[a-z%]|\{[^}]*\}|<[^>]+>|&#?\w+;|https?://\S+")
ACCENTED = str.maketrans(
    "aceghijklnorstuwyzACEGHIJKLNORSTUWYZ",
    "āçēğĥīĵķłñōřšťūŵŷžĀÇĒĞĤĪĴĶŁÑŌŘŠŤŪŴŶŽ",
)


def file_of(language: str, ending: str = "po") -> Path:
    """Where the catalogue of a language is."""
    return LOCALES / language / "LC_MESSAGES" / f"django.{ending}"


def sources() -> Iterator[tuple[Path, io.BytesIO]]:
    """Every file of the site in which words may stand, as Python."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 - needs settings

    for path in sorted(SITE.rglob("*.py")):
        yield path, io.BytesIO(path.read_bytes())
    for path in sorted(SITE.rglob("templates/**/*.*")):
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield path, io.BytesIO("\n".join(line.strip() for line in lines).encode())


def collect() -> Catalog:
    """Every text that is marked for translation."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    catalog = Catalog()
    for path, written in sources():
        try:
            found = list(extract_python(written, tuple(KEYWORDS), [], {"encoding": "utf-8"}))
        except SyntaxError as error:
            raise SystemExit(
                f"{path.relative_to(ROOT)}: cannot be read for words: {error}"
            ) from error
        for _, function, words, _ in found:
            add(catalog, function, words)
    return catalog


def add(catalog: Catalog, function: str, words: object) -> None:
    """Put one marked text into the catalogue; one that is computed has no words to put."""
    said = words if isinstance(words, tuple) else (words,)
    places = KEYWORDS[function]
    needed = [place if isinstance(place, int) else place[0] for place in places]
    if len(said) < max(needed) or not all(isinstance(said[n - 1], str) for n in needed):
        return
    context = next((said[place[0] - 1] for place in places if not isinstance(place, int)), None)
    texts = [said[place - 1] for place in places if isinstance(place, int)]
    if texts[0]:
        catalog.add(tuple(texts) if len(texts) > 1 else texts[0], context=context)


def read(path: Path, language: str) -> Catalog:
    """The catalogue in a file, or an empty one of that language."""
    if path.is_file():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    return Catalog(
        locale=language,
        project="Salerno",
        version="1",
        fuzzy=False,
        header_comment="# The words of the site.",
        last_translator="The Salerno contributors",
        language_team="The Salerno contributors",
        msgid_bugs_address="the contact page of the site",
        copyright_holder="The Salerno contributors",
    )


def update(template: Catalog) -> None:
    """Bring every catalogue up to date: new texts empty, vanished texts gone, none guessed."""
    for language in LANGUAGES:
        path = file_of(language)
        catalog = read(path, language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file, catalog, no_location=True, sort_output=True, ignore_obsolete=True, width=96
            )


def missing(catalog: Catalog) -> list[Message]:
    """The texts of a catalogue that nobody translated, or that somebody should look at."""
    return [message for message in texts(catalog) if message.fuzzy or not is_told(message)]


def is_told(message: Message) -> bool:
    """Whether every form of a text is translated."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(forms)


def texts(catalog: Catalog) -> list[Message]:
    """The texts of a catalogue, without its head."""
    return [message for message in catalog if message.id]


def compile_all() -> None:
    """Compile every catalogue, and make up the two that only tests speak."""
    for language in LANGUAGES:
        save(read(file_of(language), language), file_of(language, "mo"))
    known = [*borrowed(), read(file_of("es"), "es")]
    save(made_up(known, accented), file_of("en_XA", "mo"))
    save(made_up(known, mirrored), file_of("ar_XB", "mo"))


def save(catalog: Catalog, path: Path) -> None:
    """Write a compiled catalogue."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


def borrowed() -> Iterator[Catalog]:
    """The texts that pages take from the packages beneath."""
    for package, folder in BORROWED:
        found = find_spec(package)
        if found and found.origin:
            yield read(Path(found.origin).parent / folder / "LC_MESSAGES" / "django.po", "en")


def made_up(catalogs: Iterable[Catalog], speak: Callable[[str], str]) -> Catalog:
    """A catalogue in which every text is spoken by `speak`."""
    catalog = Catalog(locale="en", fuzzy=False)
    for message in (message for known in catalogs for message in texts(known)):
        if isinstance(message.id, str):
            catalog.add(message.id, speak(message.id), context=message.context)
        else:
            spoken = tuple(speak(words) for words in message.id)
            catalog.add(message.id, spoken, context=message.context)
    return catalog


def accented(words: str) -> str:
    """The words with accents, some two fifths longer, in brackets; what is filled in stays."""
    longer = "~" * (2 * len(words) // 5)
    return f"⟦{outside(words, lambda part: part.translate(ACCENTED))}{longer}⟧"


def mirrored(words: str) -> str:
    """The words from right to left, in brackets; what is filled in stays."""
    return (
        f"⟦\u200f{outside(words, lambda part: part and f'{chr(0x202E)}{part}{chr(0x202C)}')}\u200f⟧"
    )


def outside(words: str, change: Callable[[str], str]) -> str:
    """Change the words, but not what is filled in or marked up."""
    parts = re.split(f"({KEPT.pattern})", words)
    return "".join(part if n % 2 else change(part) for n, part in enumerate(parts))


def tell_missing() -> None:
    """Print what is not translated, language by language."""
    for language in LANGUAGES:
        found = missing(read(file_of(language), language))
        print(f"{language}: {len(found)} to translate")
        for message in found:
            print("   ", message.id)


def main() -> None:
    """Do what was asked."""
    if "missing" in sys.argv[1:]:
        tell_missing()
        return
    if "compile" not in sys.argv[1:]:
        update(collect())
        for language in LANGUAGES:
            print(f"{language}: {len(missing(read(file_of(language), language)))} to translate")
    compile_all()


if __name__ == "__main__":
    main()
