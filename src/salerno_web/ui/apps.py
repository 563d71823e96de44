"""What Django knows this part of the site by."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look of the site."""

    name = "salerno_web.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
