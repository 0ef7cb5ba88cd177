"""The facts of plots and halls in topics an editor opens as needed. Each field of a kind is in one topic."""

from itertools import groupby

from editing.admin.topics import Topic
from sites.facts import in_group
from sites.facts.groups import Form, groups_of


def topics_of_facts(kind):
    """The groups of the kind, and in each the rows that its facts name."""
    groups = [
        (group, in_group(group, lambda fact: fact.form if fact.is_of(kind) else None))
        for group in groups_of(Form)
    ]
    return [Topic(group.name, group.title, tuple(rows(facts))) for group, facts in groups if facts]


def rows(facts):
    """A name for a row of one, else a tuple, as Django takes them."""
    by_row = [
        [name for fact in row for name in fact.columns]
        for _row, row in groupby(facts, lambda fact: fact.form.row)
    ]
    return [tuple(names) if len(names) > 1 else names[0] for names in by_row]
