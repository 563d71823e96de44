"""The log can be added to and never changed, whoever asks the database."""

from django.db import migrations

SQLITE = """
    CREATE TRIGGER people_event_no_{name} BEFORE {event} ON people_event
    BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END
    """
POSTGRESQL = """
    CREATE FUNCTION people_event_guard() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the log is only ever added to'; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER people_event_guarded BEFORE UPDATE OR DELETE ON people_event
    FOR EACH ROW EXECUTE FUNCTION people_event_guard();
"""


def guard(apps, editor):
    if editor.connection.vendor == "sqlite":
        for event in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(name=event.lower(), event=event))
    else:
        editor.execute(POSTGRESQL)


def unguard(apps, editor):
    if editor.connection.vendor == "sqlite":
        for event in ("update", "delete"):
            editor.execute(f"DROP TRIGGER people_event_no_{event}")
    else:
        editor.execute("DROP TRIGGER people_event_guarded ON people_event")
        editor.execute("DROP FUNCTION people_event_guard()")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_log_mail_sharing_keys")]

    operations = [migrations.RunPython(guard, unguard)]
