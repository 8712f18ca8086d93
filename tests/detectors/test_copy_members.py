"""copy/members beyond the fixtures."""

from __future__ import annotations

from detectors.copy.members import Members
from forensics.detection.finding import Finding
from forensics.documents.document import Document
from tests.making import document, examinations, findings

OWN = (
    "上个月轮到我去北沟巡林，半路碰见孟大爷挑着两筐笋子往下走，我帮他接过一头，一路听他说起当年修渠的旧事。",
    "他说那时候队里没有炸药，全靠钢钎和大锤，石匠班一天只能往前啃三尺，手上的血泡破了又起。",
    "听完我就在想，自己平时填个表格都嫌麻烦，比起他们实在差得太远，回家翻出荒了半年的日记本重新写起来。",
    "往后打算每周三下午到孟大爷那里坐一坐，把修渠的故事一段一段记下来，讲给村小的孩子听。",
)
OTHER = (
    "春上买的鱼苗死了一半，技术员来看过，说是换水太急，我照他教的法子改了，剩下的总算活了下来。",
    "支部让我带两户人家一起养，我起先不愿意，怕担责任，后来一想自己也是别人手把手教会的。",
    "入冬前三家的塘都清了淤，账也算得清楚，比去年多卖了四千多块，心里踏实。",
)
CHARTER = (
    "中国共产党是中国工人阶级的先锋队，同时是中国人民和中华民族的先锋队，是中国特色社会主义事业的领导核心，"
    "代表中国先进生产力的发展要求，代表中国先进文化的前进方向，代表中国最广大人民的根本利益。"
    "党的最高理想和最终目标是实现共产主义。"
)


def note(*paragraphs: str, head: str = "学习笔记") -> str:
    return "\n".join([head, *paragraphs])


def compared(**notes: str | Document) -> list[Finding]:
    return findings(Members, {f"石桥村/学习笔记/{who}.txt": text for who, text in notes.items()})


def judged(**notes: str | Document) -> list[str]:
    return [f.strength.value for f in compared(**notes)]


def test_shared_own_wording_is_strong_and_shown_on_both_sides() -> None:
    (finding,) = compared(王德厚学习笔记=note(*OWN), 李小满学习笔记=note(*OWN, OTHER[0]))
    assert finding.strength == "strong"
    assert "王德厚" in finding.statement
    assert "李小满" in finding.statement
    left = [p for p in finding.evidence if p.side == 0]
    right = [p for p in finding.evidence if p.side == 1]
    assert [p.row for p in left] == [p.row for p in right]
    marked = "".join(p.quote[a:b] for p in left for a, b in p.marks)
    assert "孟大爷" in marked
    assert {p.path for p in right} != {p.path for p in left}


def test_paragraphs_in_another_order_are_found() -> None:
    shuffled = note(OWN[2], OTHER[0], OWN[0], OWN[3], OTHER[1], OWN[1])
    assert judged(王德厚学习笔记=note(*OWN), 李小满学习笔记=shuffled) == ["strong"]


def test_small_changes_of_wording_do_not_hide_it() -> None:
    changed = [p.replace("上个月", "前些天").replace("孟大爷", "孟老爹").replace("实在", "真是") for p in OWN]
    assert judged(王德厚学习笔记=note(*OWN), 李小满学习笔记=note(*changed)) == ["strong"]


def test_a_passage_within_a_longer_own_text_is_moderate() -> None:
    long = note(*OTHER, OWN[1], OWN[2], "另外" + OTHER[0][::-1], OTHER[1][::-1], OTHER[2][::-1])
    mine = note(OWN[1], OWN[2], *(p[::-1] for p in OWN))
    assert judged(王德厚学习笔记=mine, 李小满学习笔记=long) == ["moderate"]


def test_different_texts_are_innocent() -> None:
    assert judged(王德厚学习笔记=note(*OWN), 李小满学习笔记=note(*OTHER)) == []


def test_one_persons_duplicate_is_innocent() -> None:
    text = note(*OWN)
    assert judged(**{"王德厚学习笔记": text, "王德厚学习笔记(1)": text, "王德厚学习笔记 - 副本": text}) == []


def test_texts_signed_together_are_innocent() -> None:
    joint = note(*OWN, "（本文由我们两人联名提交）")
    assert judged(王德厚学习笔记=joint, 李小满学习笔记=joint) == []
    assert judged(王德厚学习笔记=note(*OWN), 李小满学习笔记=note(*OWN)) == ["strong"]


def test_the_charter_is_innocent_whether_called_copied_or_not() -> None:
    assert judged(王德厚学习笔记=note(CHARTER, OWN[0]), 李小满学习笔记=note(CHARTER, OTHER[0])) == []
    copied = ["抄录原文如下：", OWN[0] + OWN[1], "以上为原文。"]
    assert judged(王德厚学习笔记=note(*copied, *OWN[2:]), 李小满学习笔记=note(*copied, *OTHER)) == []


def test_three_listeners_of_one_meeting_are_innocent() -> None:
    said = [f"周志远（书记）：{OWN[0]}", f"赵长根（主任）：{OWN[1]}", "时间：2019年5月6日　地点：村部"]
    notes = {f"{who}学习笔记": note(*said, own) for who, own in zip(("王德厚", "李小满", "陈桂香"), OTHER, strict=True)}
    assert judged(**notes) == []


def test_a_text_passed_round_is_one_finding_that_names_all() -> None:
    names = ("王德厚", "李小满", "陈桂香")
    (finding,) = compared(**{f"{who}学习笔记": note(*OWN) for who in names})
    assert all(who in finding.statement for who in names)
    assert {p.path.split("/")[-1][:3] for p in finding.evidence} == set(names)


def test_a_badly_read_scan_counts_one_level_less() -> None:
    scan = document(note(*OWN), source="ocr", confidence=0.8)
    assert judged(王德厚学习笔记=note(*OWN), 李小满学习笔记=scan) == ["moderate"]


def test_a_note_without_author_or_of_a_few_words_says_what_is_missing() -> None:
    looked = examinations(
        Members, {"石桥村/学习笔记/学习笔记.txt": note(*OWN), "石桥村/学习笔记/王德厚学习笔记.txt": note("学了。")}
    )
    reasons = sorted(s.reason for e in looked for s in e.statements if s.state == "not_applicable")
    assert reasons == ["自己的话不足60字", "需要写明是谁的笔记"]
