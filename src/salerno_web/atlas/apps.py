"""What Django knows this part of the site by."""

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """The facts as pages."""

    name = "salerno_web.atlas"
    label = "atlas"
    default_auto_field = "django.db.models.BigAutoField"
