"""What Django knows this part of the site by."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    """Plans and their sharing."""

    name = "salerno_web.routes"
    label = "routes"
    default_auto_field = "django.db.models.BigAutoField"
