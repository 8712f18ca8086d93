"""A text layer is believed only where it reads as text."""

from __future__ import annotations

import pytest

from forensics.documents.legible import legible

GOOD = "会议讨论了水渠清淤的人手和工具，大家同意周六早上在村口集合，由支部书记负责联系车辆。" * 2
RUBBISH = "".join(chr(0x5F00 + 37 * i % 0x3000) for i in range(80))


@pytest.mark.parametrize("text", [GOOD, "No. 12", "会议", "關於召開黨員大會的通知", GOOD + "\ufffd" * 3])
def test_believed(text: str) -> None:
    assert legible(text)


@pytest.mark.parametrize("text", ["", " \n", "\ufffd" * 20, GOOD + "\ue123" * 20, "(cid:12)(cid:7)会", RUBBISH])
def test_not_believed(text: str) -> None:
    assert not legible(text)
