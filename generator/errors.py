"""The errors that a person can mend; everything else is a bug and ends in a traceback."""


class DigestError(Exception):
    """Something the user must change before the command can go on.

    The message names the file or setting, the reason and the way out.
    """


class SettingsError(DigestError):
    """The settings have faults; the message lists every one of them."""


class SourceError(DigestError):
    """One article cannot be read; the build reports it and goes on without it.

    `line` is the 1-based line of the fault in the source, 0 where there is none.
    """

    def __init__(self, message: str, *, line: int = 0) -> None:
        """Keep the message and the line it speaks of."""
        super().__init__(message)
        self.line = line
