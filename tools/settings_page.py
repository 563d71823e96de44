"""The page of settings, from what `salerno_web.project.installation` knows."""

from salerno_web.project.installation import KEPT_FOR, KNOWN

WORDS = {
    "secret_key": "what cookies and links are signed with; `salerno init` makes one",
    "former_secret_keys": "keys that signed what is still out there, after the key was changed",
    "hosts": "the names that the site answers to",
    "origin": "the address that browsers use; `https://` makes cookies secure and asks for HTTPS",
    "database": "`sqlite:///FILE` in the folder, or `postgresql://USER:PASSWORD@HOST:PORT/NAME`; "
    "`?host=/run/postgresql` names a socket",
    "files": "where uploaded files are kept",
    "backups": "where backups may be kept",
    "badges_key": "the file with the key that certificates and their badges are signed with; "
    "`salerno init` makes one, `badges.pem`, and a backup contains it. Whoever loses it can verify "
    "nothing that was signed with it",
    "atlas": "folders with the facts; none means those that come with Salerno",
    "programmes": "folders with the directory; none means the one that comes with Salerno",
    "mail": "`console:` prints mail, `smtp://USER:PASSWORD@HOST:PORT?tls=yes` sends it",
    "mail_from": "whom mail is from",
    "scanner": "a virus scanner for uploads: `clamd://HOST:PORT` or "
    "`clamd:///run/clamav/clamd.ctl`; none leaves them unscanned",
    "payments": "how trainees pay: `transfer:` (they say so, the host says whether it arrived), or "
    "`fake:SECRET`, a provider that takes no money, to try it out; `transfer:` unless told",
    "webhooks_anywhere": "let webhooks go to your own network too, and without TLS; for tests",
    "debug": "show errors in full; never where others can reach the site",
    "demonstration": "say on every page that everybody is invented",
    "as_of": "the day that every page is asked as of, instead of today",
    "behind_https": "whether browsers reach the site over HTTPS; follows from `origin`",
    "trusts_proxy": "believe `X-Forwarded-Proto` and the last address in `X-Forwarded-For`; "
    "only behind a proxy that sets both",
    "providers": "OpenID Connect providers, as tables with `provider_id`, `name`, `client_id`, "
    "`secret` and `settings.server_url`",
    "keep_sent_mail": "mail that was sent",
    "keep_failed_mail": "mail that could not be sent, from the day it was written",
    "keep_sessions": "browser sessions after they are over, with what visitors told in them",
    "keep_sign_ins": "where somebody was signed in, after the session is over",
    "keep_closed_keys": "keys for other software, after they ended or were made useless",
    "keep_withdrawn_consents": "consents, after they were taken back",
    "keep_idle_accounts": "accounts whose address was never confirmed, from the day of signing up",
    "keep_refused_documents": "documents that the virus scan refused",
    "keep_unattached_documents": "documents that were never attached to a credential, unless their "
    "owner said until when to keep them",
    "keep_visitor_plans": "plans that visitors made without an account",
    "keep_closed_links": "links to plans, after they ended or were closed",
    "keep_reporter_addresses": "e-mail addresses under reports, after these were decided",
    "keep_finished_tasks": "background work that was done or given up",
    "keep_unfinished_imports": "tables that editors brought and did not take in",
    "keep_unfinished_tables": "tables that coordinators brought to a host and did not take in",
    "tasks": "who does the work in the background: `database` means `salerno work`; "
    "`celery+redis://HOST:6379/0` or `celery+amqp://USER:PASSWORD@HOST` means Celery's workers",
    "keep_deliveries": "what other software was told of placements",
    "keep_closed_feeds": "calendars of placements, after they were taken back",
    "log_format": "`json` for machines, `text` for people",
}
KINDS = {str: "text", list: "list", bool: "yes or no"}
INTRODUCTION = """# Settings

An installation is a folder with a file `site.toml`; its name is the environment variable
`SALERNO_HOME`, else `site`. Each setting can also be given by the environment, as `SALERNO_` and
its name in capitals; lists are parted by commas there. A setting that nobody knows stops the start
with the likely name.

| setting | kind | what it is |
|---|---|---|
"""
KEPT = """
## For how long things are kept

Each is a number of days, from 1 to 36500. `salerno tidy --preview` says what would go,
`salerno tidy` deletes it, the worker does so once a day. Documents also go on the day after the one
until which their owner keeps them. The log of what was done is kept for ever.

| setting | days unless told | what is deleted then |
|---|---|---|
"""


def page() -> str:
    """The page as Markdown; every setting must be explained."""
    rows = [
        f"| `{name}` | {KINDS[kind]} | {WORDS[name]} |"
        for name, kind in KNOWN.items()
        if name not in KEPT_FOR
    ]
    kept = [f"| `{name}` | {days} | {WORDS[name]} |" for name, days in KEPT_FOR.items()]
    return INTRODUCTION + "\n".join(rows) + "\n" + KEPT + "\n".join(kept) + "\n"
