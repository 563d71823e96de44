"""What Django knows this part of the site by."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Records and documents."""

    name = "salerno_web.credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"
