#!/usr/bin/env python3
"""Take the pictures of the editors' handbook from the running demo.

    python scripts/build_handbook_pictures

To be called by scripts/handbook, which gives it a folder and a database of its own. The clock stands at the same
morning each time, so that the same program gives the same pictures.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
# Playwright's event loop runs in this thread, which asks the database itself.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import served  # noqa: E402

served.load()

from stories import STORIES  # noqa: E402
from taking import FOLDER, cameras  # noqa: E402


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served.serving() as address:
        for camera in cameras(address, os.environ.get("CHROMIUM", "/usr/bin/chromium")):
            for story in STORIES:
                print(f"  {story.__name__}")
                story(camera)
            if camera.missing():
                raise SystemExit(f"Not as the table has it: {', '.join(camera.missing())}")
    print(f"{len(camera.taken)} pictures in {FOLDER}")


main()
