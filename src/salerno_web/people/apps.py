"""What Django knows this part of the site by."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, organisations, roles."""

    name = "salerno_web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
