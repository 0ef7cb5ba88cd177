"""Tables as HTTP responses: short ones from memory, long ones streamed from a temporary file.

The file is complete before its first byte is sent, so that a slow client holds neither the lock nor a database
connection, and no table is truncated unnoticed.
"""

import tempfile
from contextlib import ExitStack

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from sites.papers.tabular.files import write_csv, write_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_BYTES_IN_MEMORY = 1_000_000


def csv_response(name, header, rows):
    return _file_response(write_csv, f"{name}.csv", CSV, name, header, rows)


def xlsx_response(name, header, rows):
    return _file_response(write_xlsx, f"{name}.xlsx", XLSX, name, header, rows)


def _file_response(write_table, filename, content_type, *table):
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        write_table(file, *table)
        is_short = file.tell() <= MAX_BYTES_IN_MEMORY
        file.seek(0)
        if is_short:
            response = HttpResponse(file.read())
        else:
            response = FileResponse(file)
            stack.pop_all()  # the response closes the file
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Robots-Tag"] = "noindex"
    return response
