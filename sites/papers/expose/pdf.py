"""PDFs of our own HTML, made by a process beside the web server (sites.papers.expose.printer)."""

import hashlib
import json
import logging
from pathlib import Path
from subprocess import TimeoutExpired

from django.conf import settings
from django.contrib.staticfiles import finders

from caching.release import release
from importing import apart
from sites.papers.expose.files import LocalFiles
from sites.papers.expose.printer import UNAVAILABLE

PRINTER = "sites.papers.expose.printer"
LONGEST = 60
"""Seconds that one document may take: twenty objects take some eight of a core that has nothing else to do."""

logger = logging.getLogger(__name__)


class Unavailable(Exception):
    """This machine cannot make PDFs: the Pango libraries are missing."""


class Failed(Exception):
    """This document was not made: it took too long or too much, or the process was ended."""


def pdf_of(html, other_language=""):
    """The PDF (bytes) of a whole HTML page; `other_language` is that of its <article> elements.

    Raises Unavailable and Failed.
    """
    files = local_files()
    job = {
        "html": html,
        "site": settings.SITE_URL,
        "files": {"static": files.static, "pictures": files.pictures},
        "other_language": other_language,
    }
    try:
        ended = apart.run(PRINTER, LONGEST, content=json.dumps(job).encode())
    except TimeoutExpired as error:
        logger.error("A PDF was given up: it took more than %s seconds.", LONGEST)
        raise Failed from error
    if ended.returncode == UNAVAILABLE:
        logger.error("No PDF can be made: %s", ended.stderr.decode(errors="replace").strip())
        raise Unavailable
    if ended.returncode:
        logger.error("A PDF was not made (status %s): %s", ended.returncode, apart.last_words(ended))
        raise Failed
    return ended.stdout


def local_files():
    """Collected files bear hashes in their names; the finders know the plain names, and the newest text."""
    folders = [
        storage.location
        for finder in finders.get_finders()
        for storage in getattr(finder, "storages", {}).values()
    ]
    return LocalFiles(
        static=(settings.STATIC_URL, [*map(str, folders), str(settings.STATIC_ROOT)]),
        pictures=(f"{settings.MEDIA_URL}bilder/", [str(Path(settings.MEDIA_ROOT) / "bilder")]),
    )


def fingerprint(html, other_language=""):
    """Hex digest of everything that makes a PDF what it is, except the machine's fonts."""
    return hashlib.sha256("\0".join([html, other_language, release()]).encode()).hexdigest()
