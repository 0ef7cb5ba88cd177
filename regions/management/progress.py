"""Progress bar for management commands, shown in terminals only."""

BAR_WIDTH = 40


def progress_bar(stream):
    """Return a function `progress(done, total)` that draws on the stream, or None if it is no terminal."""
    if not stream.isatty():
        return None

    shown = None

    def show(done, total):
        nonlocal shown
        filled = BAR_WIDTH * done // total
        if filled != shown or done == total:
            shown = filled
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            stream.write(f"\r{bar} {done}/{total}", ending="\n" if done == total else "")

    return show
