"""What becomes of a question to the process that holds the roads, without that process."""

import pytest

from roads import asking
from roads.asking import Ended
from roads.faults import NotFound, TakesTooLong, Unavailable


@pytest.fixture(autouse=True)
def nobody_runs(monkeypatch):
    monkeypatch.setattr(asking, "_running", None)


class Process:
    """Answers, or raises, what it is given, one after another; notes what it is asked and when it is ended."""

    begun = None

    def __init__(self, file):
        type(self).begun.append(file)
        self.file = file

    def holds(self, file):
        return self.file == file

    def ask(self, question, until):
        self.asked.append(question)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def end(self):
        self.ended.append(self.file)


@pytest.fixture
def answering(monkeypatch):
    def answering(*answers):
        one = type("One", (Process,), {"begun": [], "asked": [], "ended": [], "answers": list(answers)})
        monkeypatch.setattr(asking, "Answering", one)
        return one

    return answering


def outcome(file="one"):
    try:
        return asking.ask(file, "route", {"a": 1})
    except (NotFound, TakesTooLong, Unavailable) as fault:
        return type(fault)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"found": {"trip": 1}}, {"trip": 1}),
        ({"found": []}, []),
        ({"code": 171, "message": "no edges"}, NotFound),
        ({"code": 170, "message": "unreachable"}, NotFound),
        ({"code": 442, "message": "no path"}, NotFound),
        ({"code": 154, "message": "too far"}, NotFound),
        ({"code": 199, "message": "broken"}, Unavailable),
    ],
)
def test_what_the_engine_did_not_find_is_told_from_what_it_could_not_do(answering, answer, found):
    process = answering(answer)
    assert outcome() == found
    assert process.asked == [{"what": "route", "asked": {"a": 1}}]
    assert process.ended == []


def test_the_reason_is_kept_for_the_operator_and_visitors_read_a_sentence(answering):
    answering({"code": 199, "message": "broken"})
    with pytest.raises(Unavailable) as fault:
        asking.ask("one", "route", {})
    assert (fault.value.reason, "broken" in str(fault.value)) == ("broken", False)


def test_a_process_that_ended_is_begun_once_more_and_no_oftener(answering):
    process = answering(Ended(), {"found": 1})
    assert outcome() == 1
    assert (process.begun, process.ended) == (["one", "one"], ["one"])
    gone = answering(Ended(), Ended(), {"found": 1})
    asking.forget()
    assert outcome() is Unavailable
    assert (len(gone.begun), len(gone.ended)) == (2, 2)


def test_a_process_is_kept_for_its_file_and_ended_with_it_and_when_it_takes_too_long(answering):
    process = answering(*({"found": number} for number in range(3)), TakesTooLong(), {"found": 4})
    told = [outcome(file) for file in ("one", "one", "two", "two", "two")]
    assert told == [0, 1, 2, TakesTooLong, 4]
    assert (process.begun, process.ended) == (["one", "two", "two"], ["one", "two"])


def test_where_no_process_can_be_begun_it_is_told(monkeypatch):
    def fails(file):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(asking, "Answering", fails)
    with pytest.raises(Unavailable) as fault:
        asking.ask("one", "route", {})
    assert "Cannot allocate memory" in fault.value.reason


def test_who_would_wait_in_line_for_too_long_is_told_so_and_nothing_stays_taken(answering, monkeypatch):
    answering({"found": 1})
    monkeypatch.setattr(asking, "IN_LINE", 0.01)
    with asking._lock:
        assert outcome() is TakesTooLong
    assert outcome() == 1
