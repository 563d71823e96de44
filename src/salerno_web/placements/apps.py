"""What Django knows this part of the site by."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Rotations, and who has them."""

    name = "salerno_web.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"
