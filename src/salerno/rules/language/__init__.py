"""The requirement language: strict YAML in, frozen types out."""

from salerno.rules.language.opportunities import load_opportunities, opportunity
from salerno.rules.language.reading import Scope
from salerno.rules.language.requirements import requirement

__all__ = ["Scope", "load_opportunities", "opportunity", "requirement"]
