"""How the death of a worker is told to the inspector."""

from __future__ import annotations

from forensics.archive.item import Outcome, Status
from forensics.guard.pool import Failure

_OUTCOMES = {
    "timed_out": Outcome(Status.TIMED_OUT, "读取超时，已中止"),
    "out_of_memory": Outcome(Status.OUT_OF_MEMORY, "读取所需内存超过上限，已中止"),
}


def outcome_of(failure: Failure) -> Outcome:
    """The outcome of an item whose worker gave no answer."""
    if failure.kind in _OUTCOMES:
        return _OUTCOMES[failure.kind]
    last = failure.detail.strip().splitlines()[-1:] or [""]
    return Outcome(Status.CRASHED, f"读取程序异常中止（{last[0][:160]}）")
