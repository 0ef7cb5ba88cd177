"""Progress bar in the terminal; no output unless stdout is a TTY."""

WIDTH = 24


class ProgressLine:
    """Call it with the step's name, the amount done, and the total. `stream`: a command's stdout."""

    def __init__(self, stream):
        self.stream = stream
        self.shows = stream.isatty()
        self.last = None

    def __call__(self, step, done, total):
        percent = done * 100 // max(total, 1)
        if not self.shows or self.last == (step, percent):
            return
        self.last = (step, percent)
        bar = "█" * (done * WIDTH // max(total, 1))
        self.stream.write(f"\r\033[K  {bar:<{WIDTH}} {percent:>3} %  {step}", ending="")
        self.stream.flush()

    def clear(self):
        if self.shows and self.last:
            self.stream.write("\r\033[K", ending="")
