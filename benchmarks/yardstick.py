"""A bare Django page with a list of 25 rows, as a measure for what the machine can do."""

import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path
from gunicorn.app.base import BaseApplication

ROWS = 1000
PAGE = 25
TEMPLATE = """<!doctype html><html lang="en"><head><title>List</title></head><body><h1>List</h1><ul>
{% for row in rows %}<li><h2><a href="/{{ row.number }}/">{{ row.title }}</a></h2>
<p>{{ row.country }} - {{ row.kind }} - {{ row.words }}</p></li>{% endfor %}</ul></body></html>"""


def listed(request):
    """Show one page of rows."""
    start = int(request.GET.get("page", "1")) * PAGE % ROWS
    rows = [
        {"number": n, "title": f"Place {n}", "country": "GB", "kind": "rotation", "words": "x" * 60}
        for n in range(start, start + PAGE)
    ]
    return HttpResponse(_TEMPLATE.render(Context({"rows": rows})))


urlpatterns = [path("", listed)]

if not settings.configured:
    settings.configure(
        SECRET_KEY="bench", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], DATABASES={}
    )


class Served(BaseApplication):
    """gunicorn as the site has it."""

    def load_config(self):
        """Take the same settings as the site."""
        chosen = {"bind": f"127.0.0.1:{sys.argv[1]}", "workers": 2, "threads": 4}
        for name, value in {**chosen, "worker_class": "gthread", "preload_app": True}.items():
            self.cfg.set(name, value)

    def load(self):
        """The page."""
        return application


_TEMPLATE = Engine().from_string(TEMPLATE)
application = get_wsgi_application()

if __name__ == "__main__":
    Served().run()
