"""The process that holds the road graph. Reads requests from stdin, writes answers to stdout, one line of JSON each.

    python -m roads.engine_process FILE

Request: {"what": action of the engine, "asked": its arguments}. Answer: {"found": …}, or {"code": …, "message": …} with
an error of the engine. Independent of Django; ends at the end of input, or when idle.
"""

import json
import os
import select
import sys
import tempfile

from roads.configuration import engine_config

IDLE_SECONDS = 600
"""Idle time after which the process ends, to free its memory."""


def open_actor(file):
    from valhalla import Actor

    with tempfile.NamedTemporaryFile("w", suffix=".json") as settings:
        json.dump(engine_config(tile_extract=file), settings)
        settings.flush()
        return Actor(settings.name)


def answer_request(actor, request):
    from valhalla import ValhallaError

    try:
        return {"found": json.loads(getattr(actor, request["what"])(json.dumps(request["asked"])))}
    except ValhallaError as error:
        return {"code": error.code, "message": str(error)}


def serve(file):
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the engine's own output must not mix with answers
    actor = open_actor(file)
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (line := sys.stdin.readline()):
        print(json.dumps(answer_request(actor, json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
