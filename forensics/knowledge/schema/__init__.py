"""The form of the knowledge files: one struct for each file, each section and each kind of entry."""

from forensics.knowledge.schema.policies import Policies
from forensics.knowledge.schema.rules import Rules
from forensics.knowledge.schema.seasons import Seasons
from forensics.knowledge.schema.terms import Terms

TABLES = {"policies": Policies, "terms": Terms, "rules": Rules, "seasons": Seasons}
"""the struct of each file `data/<name>.yaml`"""
