"""What counts as an outage of the database, and how it is waited for."""

import logging
import sqlite3

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from portal.background.outages import LONGEST, Patience, is_outage


def failed(kind=OperationalError, **cause):
    error = kind("no luck")
    error.__cause__ = type("Driver", (Exception,), cause)()
    return error


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
    ],
)
def test_a_file_that_is_locked_full_or_out_of_reach_is_an_outage(code):
    assert is_outage(failed(sqlite_errorcode=code))


@pytest.mark.parametrize(
    "code", [None, "08006", "53100", "53300", "57P01", "57P03", "58030", "25006", "55P03"]
)
def test_a_server_that_is_away_starting_full_or_of_no_room_is_an_outage(code):
    assert is_outage(failed(sqlstate=code))


def test_a_connection_that_was_dropped_is_an_outage():
    assert is_outage(failed(InterfaceError, sqlstate=None))


@pytest.mark.parametrize(
    "error",
    [
        failed(sqlite_errorcode=sqlite3.SQLITE_ERROR),  # no such table
        failed(sqlstate="40P01"),  # deadlock
        failed(sqlstate="57014"),  # the statement took too long
        failed(ProgrammingError, sqlstate="42P01"),
        OperationalError("of our own"),
        RuntimeError("disk full"),
    ],
)
def test_a_statement_at_fault_is_none(error):
    assert not is_outage(error)


def test_an_outage_is_told_once_and_once_when_it_is_over(caplog):
    caplog.set_level(logging.WARNING, "portal.background")
    patience = Patience("clock", lambda seconds: None)
    for _ in range(5):
        patience.wait_out(OperationalError("no luck"))
    patience.over()
    patience.over()
    assert [record.getMessage() for record in caplog.records] == [
        "The clock waits for the database and tries again by itself: no luck",
        "The clock has its database back and goes on.",
    ]


def test_waiting_grows_to_a_minute_and_begins_small_again():
    rests = []
    patience = Patience("clock", rests.append)
    for _ in range(8):
        patience.wait_out(OperationalError())
    patience.over()
    patience.wait_out(OperationalError())
    assert rests == [1, 2, 4, 8, 16, 32, LONGEST, LONGEST, 1]
