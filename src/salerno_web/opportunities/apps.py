"""What Django knows this part of the site by."""

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    """What is open to whom."""

    name = "salerno_web.opportunities"
    label = "opportunities"
    default_auto_field = "django.db.models.BigAutoField"
