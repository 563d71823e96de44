"""JSON Schema (2020-12) of rule and person files, for editors; made from the reader's own keys.

A schema accepts whatever the reader accepts and knows every key; only the reader knows what the
names in a rule stand for. Scalars may be texts, as the reader sees them, or whatever YAML makes.
"""

from salerno.rules.language.schema.documents import opportunity_schema, person_schema

__all__ = ["opportunity_schema", "person_schema"]
