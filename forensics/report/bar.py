"""Progress of a long scan on standard error: a bar with an estimate on a terminal, nothing elsewhere."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from forensics.report.visible import one_line


class Bar:
    """Told by a scan as it goes (see `screening.progress`). Use as a context manager."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("剩余"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}[dim]{task.fields[path]}[/dim]"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task: TaskID | None = None
        self._failed = 0

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, stage: str, total: int) -> None:
        """Start the bar of a stage; the one before disappears."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None
        self._failed = 0
        if total:
            self._task = self._progress.add_task(stage, total=total, path="", failed="")

    def step(self, path: str, failed: bool) -> None:
        """Advance by one; the path is shown so that a slow file has a name."""
        if self._task is None:
            return
        self._failed += failed
        shown = escape(one_line(path)[-40:])
        warning = f"[yellow]{self._failed} 份未能检查[/yellow] " if self._failed else ""
        self._progress.update(self._task, advance=1, path=shown, failed=warning)
