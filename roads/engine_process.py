"""The process that holds the road graph: reads questions from its input, writes answers, a line of JSON each.

    python -m roads.engine_process FILE

A question is {"what": name of an action, "asked": …}; an answer {"found": …} or {"code": number, "message": …} as the
engine calls what it did not find. Knows nothing of the portal, and ends with the process that asks, or when nothing is
asked.
"""

import json
import os
import select
import sys
import tempfile

from roads.configuration import engine_config

IDLE_SECONDS = 600
"""Seconds without a question after which the memory is given back."""


def open_actor(file):
    from valhalla import Actor

    with tempfile.NamedTemporaryFile("w", suffix=".json") as settings:
        json.dump(engine_config(tile_extract=file), settings)
        settings.flush()
        return Actor(settings.name)


def answer_request(actor, question):
    from valhalla import ValhallaError

    try:
        return {"found": json.loads(getattr(actor, question["what"])(json.dumps(question["asked"])))}
    except ValhallaError as error:
        return {"code": error.code, "message": str(error)}


def main(file):
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the engine itself has to say is no answer
    actor = open_actor(file)
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (line := sys.stdin.readline()):
        print(json.dumps(answer_request(actor, json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
