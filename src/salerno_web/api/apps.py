"""What Django knows this part of the site by."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Answers as JSON."""

    name = "salerno_web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
