"""PDFs of our own HTML, rendered in a separate process (sites.papers.expose.printer)."""

import hashlib
import json
import logging
from pathlib import Path
from subprocess import TimeoutExpired

from django.conf import settings
from django.contrib.staticfiles import finders

from caching.release import release_id
from importing import sandbox
from sites.papers.expose.files import LocalFiles
from sites.papers.expose.printer import EXIT_UNAVAILABLE

PRINTER_MODULE = "sites.papers.expose.printer"
TIMEOUT_SECONDS = 60
"""Twenty spaces take some eight seconds on an idle core."""

logger = logging.getLogger(__name__)


class PrinterUnavailable(Exception):
    """This machine cannot make PDFs: the Pango libraries are missing."""


class PrintFailed(Exception):
    """The document was not rendered: it exceeded time or memory, or the process was killed."""


def render_pdf(html, other_language=""):
    """Return the PDF (bytes) of a whole HTML page; `other_language` is that of its <article> elements.

    Raises PrinterUnavailable and PrintFailed.
    """
    files = local_files()
    job = {
        "html": html,
        "site": settings.SITE_URL,
        "files": {"static": files.static, "pictures": files.pictures},
        "other_language": other_language,
    }
    try:
        ended = sandbox.run_sandboxed(PRINTER_MODULE, TIMEOUT_SECONDS, content=json.dumps(job).encode())
    except TimeoutExpired as error:
        logger.error("A PDF was given up: it took more than %s seconds.", TIMEOUT_SECONDS)
        raise PrintFailed from error
    if ended.returncode == EXIT_UNAVAILABLE:
        logger.error("No PDF can be made: %s", ended.stderr.decode(errors="replace").strip())
        raise PrinterUnavailable
    if ended.returncode:
        logger.error("A PDF was not made (status %s): %s", ended.returncode, sandbox.last_stderr_line(ended))
        raise PrintFailed
    return ended.stdout


def local_files():
    """Return where static files and pictures are. Finders come first: collected files have hashed names."""
    folders = [
        storage.location
        for finder in finders.get_finders()
        for storage in getattr(finder, "storages", {}).values()
    ]
    return LocalFiles(
        static=(settings.STATIC_URL, [*map(str, folders), str(settings.STATIC_ROOT)]),
        pictures=(f"{settings.MEDIA_URL}bilder/", [str(Path(settings.MEDIA_ROOT) / "bilder")]),
    )


def pdf_fingerprint(html, other_language=""):
    """Return the hex digest of everything a PDF depends on, except the machine's fonts."""
    return hashlib.sha256("\0".join([html, other_language, release_id()]).encode()).hexdigest()
