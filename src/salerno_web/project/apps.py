"""What Django knows the site as a whole by: its checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register

from salerno_web.project.checks import check_origin, check_payments, check_scanner, check_sqlite


class ProjectConfig(AppConfig):
    """The site put together."""

    name = "salerno_web.project"
    label = "project"

    def ready(self) -> None:
        """Have the installation checked whenever a command starts."""
        register(check_sqlite, Tags.database)
        register(check_scanner)
        register(check_payments)
        register(check_origin, Tags.security, deploy=True)
