"""Tables as answers: a short one is one piece of memory, a long one is a file on its way to the browser.

A file is complete before its first byte leaves: a reader on a slow line keeps neither the turn nor the database, and
nobody gets half a table that looks whole.
"""

import tempfile
from contextlib import ExitStack

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from sites.papers.tabular.files import write_csv, write_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES_AT_ONCE = 1_000_000


def csv_response(name, header, rows):
    return _file_response(write_csv, f"{name}.csv", CSV, name, header, rows)


def xlsx_response(name, header, rows):
    return _file_response(write_xlsx, f"{name}.xlsx", XLSX, name, header, rows)


def _file_response(write, filename, content_type, *table):
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        write(file, *table)
        is_short = file.tell() <= MOST_BYTES_AT_ONCE
        file.seek(0)
        if is_short:
            response = HttpResponse(file.read())
        else:
            response = FileResponse(file)
            stack.pop_all()  # the answer closes it, when it was read or the reader has gone
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Robots-Tag"] = "noindex"
    return response
