"""Signs of life while a report is made, for whoever waits: a long one takes half a minute."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

Step = Literal["compose", "layout", "paint"]
"""Words and charts; pages; the file."""
Watch = Callable[[Step, int], None]
"""Is told a step as it begins, and while pages are laid out the number of the page."""

_LOGGER = "weasyprint.progress"
_PAGE = "Creating layout - Page %d"


def unwatched(step: Step, page: int) -> None:
    """Nobody waits."""


class _Pages(logging.Handler):
    """WeasyPrint says each page only as a line of its log."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.INFO)
        self.watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        if _PAGE in record.msg and isinstance(record.args, tuple):
            page = record.args[0]
            assert isinstance(page, int)
            self.watch("layout", page)


@contextmanager
def watched_layout(watch: Watch) -> Iterator[None]:
    """Tell of every page while the block lays pages out."""
    watch("layout", 0)
    logger, handler = logging.getLogger(_LOGGER), _Pages(watch)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
