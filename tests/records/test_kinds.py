"""The kind of a record: told by title and name, less surely by one of them or a folder."""

from __future__ import annotations

from forensics.dates.dated import Certainty
from forensics.records.kinds import NOTES, kind_of, name_of


def test_title_and_name_agree() -> None:
    kind, certainty = kind_of("青石坡村党支部党员大会会议记录", "3月党员大会记录.docx", ("会议",))
    assert (name_of(kind), certainty) == (name_of("rk-zbdh"), Certainty.SURE)


def test_one_of_them_alone_is_likely() -> None:
    assert kind_of("学习笔记", "扫描0001.pdf", ()) == ("rk-xxbj", Certainty.LIKELY)
    assert kind_of("", "王德厚学习笔记.docx", ()) == ("rk-xxbj", Certainty.LIKELY)


def test_a_folder_alone_is_unsure() -> None:
    assert kind_of("", "0001.pdf", ("青石坡村", "学习笔记")) == ("rk-xxbj", Certainty.UNSURE)


def test_the_last_word_of_a_name_decides() -> None:
    assert kind_of("学习党章心得体会", "", ())[0] == "rk-xdth"
    assert kind_of("", "心得体会（学习笔记）.docx", ())[0] == "rk-xxbj"


def test_nothing_known() -> None:
    assert kind_of("", "0001.pdf", ("a",)) == ("", Certainty.UNSURE)
    assert name_of("") == ""
    assert name_of("photo") == "照片"
    assert all(name_of(kind) for kind in NOTES)
