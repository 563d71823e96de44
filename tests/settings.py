"""The site's settings as tests want them: a database of their own, cheap hashes, every language."""

import os
import tempfile

os.environ.setdefault("SALERNO_HOME", tempfile.mkdtemp(prefix="salerno-tests-"))
os.environ.setdefault("SALERNO_SECRET_KEY", "only for tests, and nothing that is kept")

from salerno_web.project.installation import database_of
from salerno_web.project.languages import PSEUDO_LANGUAGES
from salerno_web.project.settings import *  # noqa: F403 - settings are the names of a module
from salerno_web.project.settings import DATABASES, LANGUAGES, SITE, STATIC_ROOT, STORAGES
from tests.web import cluster

LANGUAGES = [*LANGUAGES, *PSEUDO_LANGUAGES]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
AS_OF = "2026-11-23"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if cluster.is_wanted() and cluster.programs():
    DATABASES["default"] = database_of(cluster.address(), folder=SITE.folder)
DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"] == "salerno_web.project.turns":
    DATABASES["default"]["TEST"].setdefault("NAME", ":memory:")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
LOGGING = {"version": 1, "disable_existing_loggers": False}
MAIL = "memory:"
