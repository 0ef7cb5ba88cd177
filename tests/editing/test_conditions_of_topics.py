"""Which topics of a long form stand open, and where the answer behind it leads: tables, asked of functions alone."""

from types import SimpleNamespace as Given

import pytest
from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from editing.admin import topics
from editing.admin.topics import Topic
from sites.models import Plot

LAW = Topic("law", "Law", fields=("zoning", ("noise_day", "noise_night")))
PLACE = Topic("place", "Place", fields=("address_de", "address_en"))
PAST = Topic("past", "Past", of_stored=True)
MORE = Topic("more", "More", fields=("power",))
ALL = (LAW, PLACE, PAST)

OPEN = """
method query                    sent       restores may_change pending shows | open
GET    -                        -          no       yes        no      no    | -
GET    topic=law                -          no       yes        no      no    | law
GET    topic=law&topic=past     -          no       yes        no      no    | law past
GET    topic=all                -          no       yes        no      no    | law place past
GET    -                        -          yes      yes        no      no    | law place past
GET    -                        -          no       no         no      no    | law place past
GET    part=place               -          no       yes        no      no    | place
GET    part=place&topic=all     -          no       no         no      no    | place
GET    -                        -          no       yes        yes     yes   | law
GET    -                        -          no       yes        yes     no    | -
GET    topic=place              -          no       yes        yes     yes   | law place
POST   topic=law                address_en no       yes        no      no    | place
POST   part=law                 noise_day  no       yes        no      no    | law
POST   -                        -          yes      no         yes     yes   | -
"""


@pytest.mark.parametrize("line", OPEN.split("\n")[2:-1])
def test_a_topic_stands_open_where_it_is_asked_for_sent_or_touched(monkeypatch, line):
    asked, _bar, expected = line.partition("|")
    method, query, sent, restores, may_change, pending, shows = asked.split()
    edit = Given(topics=None, restoring=restores == "yes")
    monkeypatch.setattr(topics, "edit_of", lambda request: edit)
    monkeypatch.setattr(topics, "state_of", lambda obj: "stored")
    monkeypatch.setattr(
        topics,
        "changed_keys",
        lambda model, before, after: [("fields", "zoning")] if after == "wanted" else [],
    )
    model_admin = Given(
        topics=ALL,
        has_change_permission=lambda request, obj: may_change == "yes",
        overlaid=lambda request, obj: Given(state="wanted") if pending == shows == "yes" else None,
    )
    request = Given(
        method=method,
        GET=QueryDict("" if query == "-" else query),
        POST=QueryDict("" if sent == "-" else f"{sent}="),
    )
    names = [topic.name for topic in topics.open_topics(model_admin, request, Plot(pk=7))]
    assert names == [name for name in expected.split() if name != "-"]
    assert edit.topics == topics.open_topics(model_admin, None, None)  # worked out once


def test_something_new_has_no_topic_that_only_tells_of_what_is_stored():
    assert topics.topics_of(Given(topics=ALL), None) == [LAW, PLACE]
    assert topics.topics_of(Given(topics=ALL), Plot()) == [LAW, PLACE, PAST]


@pytest.mark.parametrize(
    ("sent", "address", "leads_to"),
    [
        ("noise_day=&_continue=", "/a/", "/a/?topic=law"),
        ("noise_day=&_open=place", "/a/", "/a/?topic=law&topic=place"),
        ("noise_day=&_open=law", "/a/", "/a/?topic=law"),
        ("noise_day=&address_de=&power=&_continue=", "/a/", "/a/?topic=all"),
        ("noise_day=", "/a/", "/a/"),
        ("_continue=", "/a/", "/a/"),
        ("noise_day=&_continue=", "/a/?change=1", "/a/?change=1"),
    ],
)
def test_topics_that_were_open_stay_open_where_one_goes_on(sent, address, leads_to):
    request = Given(POST=QueryDict(sent))
    answer = topics.kept_open(Given(topics=(*ALL, MORE)), request, Plot(), HttpResponseRedirect(address))
    assert answer["Location"] == leads_to


def test_a_form_that_came_back_leads_nowhere():
    answer = HttpResponse()
    assert topics.kept_open(Given(topics=ALL), Given(POST=QueryDict("_continue=")), Plot(), answer) is answer


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({}, (0, 2)),
        ({"price_m2": 0}, (1, 2)),
        ({"price_m2": 0, "description_de": "Here."}, (2, 2)),
        ({"description_de": ""}, (0, 2)),
    ],
)
def test_a_topic_counts_what_says_something_and_a_text_in_two_languages_once(values, filled):
    def field(name):
        return Given(name=name, value_from_object=lambda obj: values.get(name))

    names = ("price_m2", "description_de", "description_en")
    thing = Given(_meta=Given(fields=[field(name) for name in (*names, "name")]))
    topic = Topic("x", "X", fields=("price_m2", ("description", "description_de", "description_en")))
    thing._meta.fields.append(
        Given(name="description", value_from_object=lambda obj: values.get("description_de"))
    )
    assert topic.filled(thing) == filled
