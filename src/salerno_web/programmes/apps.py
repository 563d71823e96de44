"""What Django knows this part of the site by."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Where one can study."""

    name = "salerno_web.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
