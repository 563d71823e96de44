"""Programmes abroad: what is said of them and by whom, what they ask, and what they cost."""

from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School
from salerno.programmes.statements import Statement, believed, is_disputed

__all__ = ["Programme", "School", "Statement", "believed", "is_disputed"]
