"""Reading pages as a person does: by what they say."""

import html
import re

HIDDEN = re.compile(r"<(script|style|option|template)\b.*?</\1>|<option[^>]*>", re.S)
TAG = re.compile(r"<[^>]+>")


def text_of(response):
    """Return the words of a page, without what only machines read."""
    markup = HIDDEN.sub(" ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(TAG.sub(" ", markup))).strip()


def main_of(response):
    """Return the words of the main part of a page."""
    markup = response.content.decode()
    inner = markup[markup.index("<main") : markup.index("</main>")]
    return re.sub(r"\s+", " ", html.unescape(TAG.sub(" ", HIDDEN.sub(" ", inner)))).strip()


def errors_of(response):
    """Return what the error summary of a page says, line by line."""
    form = response.context["form"]
    return [str(error) for errors in form.errors.values() for error in errors]
