"""Django's settings, from the installation's folder and the environment."""

from __future__ import annotations

import secrets

from salerno_web.project.installation import KEPT_FOR, database_of, installation, tasks_of
from salerno_web.project.languages import LANGUAGES as KNOWN_LANGUAGES
from salerno_web.project.languages import know_pseudo_languages
from salerno_web.project.logs import logging_of
from salerno_web.project.sqlite import prefer_bundled

prefer_bundled()
know_pseudo_languages()

SITE = installation()
DEBUG = bool(SITE.says("debug", default=False))
DEMONSTRATION = bool(SITE.says("demonstration", default=False))
AS_OF = str(SITE.says("as_of", ""))

SECRET_KEY = str(SITE.says("secret_key", "")) or secrets.token_urlsafe(50)
SECRET_KEY_FALLBACKS = list(SITE.says("former_secret_keys", []))
ALLOWED_HOSTS = list(SITE.says("hosts", ["localhost", "127.0.0.1", "[::1]"]))
ORIGIN = str(SITE.says("origin", "http://localhost:8000")).rstrip("/")
IS_SECURE = bool(SITE.says("behind_https", default=ORIGIN.startswith("https://")))
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "salerno_web.project",
    "salerno_web.ui",
    "salerno_web.people",
    "salerno_web.atlas",
    "salerno_web.credentials",
    "salerno_web.opportunities",
    "salerno_web.programmes",
    "salerno_web.routes",
    "salerno_web.placements",
    "salerno_web.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "salerno_web.ui.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "salerno_web.programmes.imported.fresh",
]

ROOT_URLCONF = "salerno_web.project.urls"
WSGI_APPLICATION = "salerno_web.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "salerno_web.ui.contexts.frame",
            ],
            "builtins": ["salerno_web.ui.templatetags.components"],
        },
    }
]

DATABASES = {
    "default": database_of(str(SITE.says("database", "sqlite:///site.sqlite3")), folder=SITE.folder)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
ATLAS_FOLDERS = list(SITE.says("atlas", []))
PROGRAMME_FOLDERS = list(SITE.says("programmes", []))
FILES_FOLDER = SITE.path("files", "files")
BACKUPS_FOLDER = SITE.path("backups", "backups")
BADGES_KEY = SITE.path("badges_key", "badges.pem")
ATLAS_CACHE = SITE.path("files", "files").parent / "atlas.json"
PROGRAMME_CACHE = ATLAS_CACHE.with_name("programmes.json")

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional" if DEMONSTRATION else "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_ADAPTER = "salerno_web.people.accounts.Accounts"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": list(SITE.says("providers", []))}}
SOCIALACCOUNT_LOGIN_ON_GET = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "language"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 28  # two days less than promised: what is over goes daily
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if SITE.says("trusts_proxy", default=False) else None
)
ALLAUTH_TRUSTED_PROXY_COUNT = int(bool(SITE.says("trusts_proxy", default=False)))
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "salerno_web.ui.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

LANGUAGE_CODE = "en"
LANGUAGES = KNOWN_LANGUAGES
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = SITE.path("files", "files").parent / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "salerno_web.ui.statics.HashedStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 3600

EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
MAIL = str(SITE.says("mail", "console:"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = str(SITE.says("mail_from", "Salerno <salerno@localhost>"))

TASKS_DONE, TASKS_ADVANCED_BY, TASKS_BROKER = tasks_of(str(SITE.says("tasks", "database")))
TASKS = {"default": TASKS_DONE}

SENDERS = ["salerno_web.placements.tasks.send_deliveries"]
WEBHOOK_SENDER = "salerno_web.connectors.webhooks.posts.post"
WEBHOOKS_ANYWHERE = bool(SITE.says("webhooks_anywhere", default=False))
PAYMENTS = str(SITE.says("payments", "transfer:"))
PAYMENT_WAYS = {
    "transfer": "salerno_web.connectors.transfer.payments.WAY",
    "fake": "salerno_web.connectors.fake.payments.WAY",
}
SCANNER = str(SITE.says("scanner", ""))
SCANNERS = {"clamd": "salerno_web.connectors.clamd.scans.scan"}

EXPORTERS = [
    "salerno_web.people.queries.rows_about",
    "salerno_web.credentials.queries.rows_about",
    "salerno_web.programmes.queries.rows_about",
    "salerno_web.routes.queries.rows_about",
    "salerno_web.placements.queries.rows_about",
    "salerno_web.atlas.reports.rows_about",
]
PACKS = ["salerno_web.programmes.queries.pack", "salerno_web.programmes.funding.pack"]
ARRIVALS = ["salerno_web.programmes.actions.keep_visited"]
ERASERS = [
    "salerno_web.people.actions.erase_mail",
    "salerno_web.credentials.actions.erase_files",
    "salerno_web.atlas.actions.forget_reporter",
    "salerno_web.placements.evaluation_actions.erase_mail",
    "salerno_web.placements.letter_actions.erase_mail",
    "salerno_web.placements.proposal_actions.erase_mail",
]
KEPT = [
    "salerno_web.people.kept.KEPT",
    "salerno_web.credentials.kept.KEPT",
    "salerno_web.programmes.kept.KEPT",
    "salerno_web.routes.kept.KEPT",
    "salerno_web.placements.kept.KEPT",
    "salerno_web.atlas.kept.KEPT",
]
KEEP_DAYS = {name.removeprefix("keep_"): SITE.days(name) for name in KEPT_FOR}
TIMERS = [
    "salerno_web.people.tidying.tidy_daily",
    "salerno_web.credentials.actions.scan_waiting",
    "salerno_web.credentials.actions.sweep_files",
    "salerno_web.placements.tasks.settle_due",
    "salerno_web.placements.tasks.remind_due",
]

LOGGING = logging_of(str(SITE.says("log_format", "json")))
SILENCED_SYSTEM_CHECKS: list[str] = []
