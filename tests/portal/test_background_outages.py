"""What counts as an outage of the database, and how it is waited for."""

import logging

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from portal.operations.background.outages import MAX_DELAY, Backoff, is_outage


def failed(kind=OperationalError, **cause):
    error = kind("no luck")
    error.__cause__ = type("Driver", (Exception,), cause)()
    return error


@pytest.mark.parametrize(
    "error",
    [
        failed(sqlite_errorname="SQLITE_BUSY_SNAPSHOT"),
        failed(sqlite_errorname="SQLITE_FULL"),
        failed(sqlite_errorname="SQLITE_IOERR_WRITE"),
        failed(sqlite_errorname="SQLITE_READONLY"),
        failed(sqlstate=None),  # no connection came about
        failed(sqlstate="08006"),
        failed(sqlstate="53100"),
        failed(sqlstate="57P03"),
        failed(sqlstate="55P03"),
        failed(InterfaceError, sqlstate=None),
        OperationalError("database is locked: half of the threads wait already"),
    ],
)
def test_a_database_that_is_locked_full_or_out_of_reach_is_an_outage(error):
    assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        failed(sqlite_errorname="SQLITE_ERROR"),  # no such table
        failed(sqlstate="40P01"),  # deadlock
        failed(sqlstate="57014"),  # the statement took too long
        failed(ProgrammingError, sqlstate="42P01"),
        RuntimeError("disk full"),
    ],
)
def test_a_statement_at_fault_is_none(error):
    assert not is_outage(error)


def test_an_outage_is_told_once_and_once_when_it_is_over(caplog):
    caplog.set_level(logging.WARNING, "portal.background")
    backoff = Backoff("clock", lambda seconds: None)
    for _ in range(5):
        backoff.wait_after(OperationalError("no luck"))
    backoff.reset()
    backoff.reset()
    assert [record.getMessage() for record in caplog.records] == [
        "The clock waits for the database and tries again by itself: no luck",
        "The clock has its database back and goes on.",
    ]


def test_waiting_grows_to_a_minute_and_begins_small_again():
    rests = []
    backoff = Backoff("clock", rests.append)
    for _ in range(8):
        backoff.wait_after(OperationalError())
    backoff.reset()
    backoff.wait_after(OperationalError())
    assert rests == [1, 2, 4, 8, 16, 32, MAX_DELAY, MAX_DELAY, 1]
