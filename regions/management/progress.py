"""A bar in the terminal that shows how far a command is; silent where nobody watches."""

BAR_WIDTH = 40


def progress_bar(stream):
    """A `progress(done, total)` that draws on the command's stream, or None when it is no terminal."""
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
