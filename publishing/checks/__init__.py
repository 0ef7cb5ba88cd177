"""What is wrong with a thing before the public sees it (docs/adr/0045).

`problems_of(obj, at)` lists everything, `hindrances(obj, at)` only what keeps it from being released. Upper floors add
checks with `register(Model)`; a check gets a Case and yields Problems.
"""

from publishing.checks.case import Case
from publishing.checks.problem import Problem
from publishing.checks.registry import hindrances, problems_of, register

__all__ = ["Case", "Problem", "hindrances", "problems_of", "register"]
