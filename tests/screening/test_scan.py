"""What a scan promises: everything is named, nothing is read twice, nothing depends on how it was run."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image

import forensics
from forensics.archive.item import Status
from tests.making import EARLY, PLAIN, Watch, without_run, write


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(text: str, picture: bytes = b"") -> bytes:
    made = docx.Document()
    for line in text.strip().split("\n"):
        made.add_paragraph(line)
    if picture:
        made.add_picture(io.BytesIO(picture))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def tiny_png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def mail(**attachments: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "报送材料", "a@example.com"
    message.set_content("附件请查收。")
    for name, content in attachments.items():
        message.add_attachment(content, "application", "octet-stream", filename=name.replace("_", "."))
    return message.as_bytes()


def locked_pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner="b", user="a"))
    return out.getvalue()


def tree(folder: Path) -> dict[str, tuple[str, int, int]]:
    return {
        str(f.relative_to(folder)): (
            hashlib.sha256(f.read_bytes()).hexdigest() if f.is_file() else "",
            f.stat().st_mtime_ns,
            f.stat().st_mode,
        )
        for f in [folder, *folder.rglob("*")]
    }


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "报送", {"甲村/会议/三月党员大会.txt": EARLY, "甲村/会议/水渠.txt": PLAIN})


def test_an_unchanged_archive_is_not_read_again(archive: Path, tmp_path: Path) -> None:
    first = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    kept = (first.report / "findings.json").read_bytes()
    watch = Watch()
    second = forensics.scan(archive, case=tmp_path / "case", jobs=1, progress=watch)
    assert [p for paths in watch.steps.values() for p in paths] == []
    assert (second.report / "findings.json").read_bytes() == kept
    assert first.result.run.read == 2


def test_lost_reports_are_written_again_without_reading_anything(archive: Path, tmp_path: Path) -> None:
    first = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    before = without_run(first.folder)
    for file in first.report.iterdir():
        file.unlink()
    again = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    assert again.result.run.read == 0
    assert without_run(again.folder) == before


def test_only_what_was_added_is_read(archive: Path, tmp_path: Path) -> None:
    forensics.scan(archive, case=tmp_path / "case", jobs=1)
    write(archive, {f"乙村/新{i}.txt": f"乙村支部学习记录，第{i}份。\n" for i in range(3)})
    watch = Watch()
    again = forensics.scan(archive, case=tmp_path / "case", jobs=1, progress=watch)
    assert again.result.run.read == 3
    assert watch.read == watch.opened == [f"乙村/新{i}.txt" for i in range(3)]
    assert len(again.result.ledger) == 5


def test_a_removed_file_and_its_findings_leave_the_result(archive: Path, tmp_path: Path) -> None:
    assert forensics.scan(archive, case=tmp_path / "case", jobs=1).findings
    (archive / "甲村/会议/三月党员大会.txt").unlink()
    again = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    assert [i.path for i in again.result.ledger] == ["甲村/会议/水渠.txt"]
    assert again.findings == ()
    assert again.result.run.read == 0


def test_a_changed_file_is_read_again(archive: Path, tmp_path: Path) -> None:
    forensics.scan(archive, case=tmp_path / "case", jobs=1)
    (archive / "甲村/会议/水渠.txt").write_text(EARLY.replace("3月4日（星期四）", "4月8日（星期四）"), "utf-8")
    again = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    assert again.result.run.read == 1
    assert {p.path for f in again.findings for p in f.evidence} == {"甲村/会议/三月党员大会.txt", "甲村/会议/水渠.txt"}


def test_a_new_context_judges_anew_without_reading(archive: Path, tmp_path: Path) -> None:
    forensics.scan(archive, case=tmp_path / "case", jobs=1)
    context = tmp_path / "context.yaml"
    context.write_text("policies:\n  - {name: 水渠清淤, date: 2021-06-01}\n", "utf-8")
    (archive / "甲村/会议/水渠.txt").read_bytes()
    again = forensics.scan(archive, case=tmp_path / "case", jobs=1, context=context)
    assert again.result.run.read == 0
    assert again.result.context == "context.yaml"


def test_findings_do_not_depend_on_workers_or_case_folder(archive: Path, tmp_path: Path) -> None:
    write(archive, {f"乙村/记录{i}.txt": EARLY.replace("青石坡", f"第{i}") for i in range(6)})
    one = forensics.scan(archive, case=tmp_path / "one", jobs=1)
    two = forensics.scan(archive, case=tmp_path / "elsewhere" / "two", jobs=2)
    assert len(one.findings) == 7
    assert without_run(one.folder) == without_run(two.folder)


def test_the_archive_is_left_as_it_was(archive: Path, tmp_path: Path) -> None:
    write(archive, {"包.zip": zipped({"a.txt": b"x"}), "坏.docx": b"PK\x03\x04broken"})
    for file in archive.rglob("*"):
        os.utime(file, ns=(1_500_000_000_000_000_000, 1_500_000_000_123_456_789))
    before = tree(archive)
    forensics.scan(archive, case=tmp_path / "case", jobs=2)
    assert tree(archive) == before


def test_members_pictures_and_attachments_stand_in_the_ledger_under_their_containers(tmp_path: Path) -> None:
    inner = zipped({"里层/水渠.txt": PLAIN.encode(), "记录.docx": word(PLAIN)})
    archive = write(
        tmp_path / "报送",
        {
            "外.zip": zipped({"内.zip": inner, "三月.txt": EARLY.encode()}),
            "带图.docx": word("活动情况\n附照片一张。", tiny_png()),
            "信.eml": mail(附件_txt=EARLY.replace("3月4日（星期四）", "5月6日（星期四）").encode(), 包_zip=inner),
        },
    )
    case = forensics.scan(archive, case=tmp_path / "case", jobs=2)
    container = {i.path: i.container for i in case.result.ledger}
    pictures = [p for p in container if p.startswith("带图.docx!/")]
    assert len(pictures) == 1
    assert container.pop(pictures[0]) == "带图.docx"
    assert container == {
        "外.zip": "",
        "外.zip!/三月.txt": "外.zip",
        "外.zip!/内.zip": "外.zip",
        "外.zip!/内.zip!/记录.docx": "外.zip!/内.zip",
        "外.zip!/内.zip!/里层/水渠.txt": "外.zip!/内.zip",
        "带图.docx": "",
        "信.eml": "",
        "信.eml!/附件.txt": "信.eml",
        "信.eml!/包.zip": "信.eml",
        "信.eml!/包.zip!/记录.docx": "信.eml!/包.zip",
        "信.eml!/包.zip!/里层/水渠.txt": "信.eml!/包.zip",
    }
    assert {p.path for f in case.findings for p in f.evidence} == {"外.zip!/三月.txt", "信.eml!/附件.txt"}
    assert case.unexamined == ()


def test_broken_files_are_rows_with_reasons_and_the_rest_is_examined(archive: Path, tmp_path: Path) -> None:
    whole = word(PLAIN)
    write(
        archive,
        {
            "断.docx": whole[: len(whole) // 2],
            "锁.pdf": locked_pdf(),
            "乱.docx": bytes(range(7, 200)) * 40,
            "空.txt": b"",
        },
    )
    case = forensics.scan(archive, case=tmp_path / "case", jobs=2)
    outcome = {i.path: i.outcome for i in case.result.ledger}
    assert outcome["断.docx"].status is Status.UNREADABLE
    assert outcome["锁.pdf"].status is Status.ENCRYPTED
    assert outcome["乱.docx"].status is Status.UNREADABLE
    assert all(outcome[p].reason for p in ("断.docx", "锁.pdf", "乱.docx"))
    assert outcome["甲村/会议/水渠.txt"].ok
    assert {i.path for i in case.unexamined} == {"断.docx", "锁.pdf", "乱.docx"}
    assert {p.path for f in case.findings for p in f.evidence} == {"甲村/会议/三月党员大会.txt"}


def test_one_content_under_two_names_is_read_once_and_listed_twice(archive: Path, tmp_path: Path) -> None:
    write(archive, {"丙村/抄件.txt": PLAIN})
    case = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    assert case.result.run.read == 2
    assert len(case.result.ledger) == 3


def test_a_case_opened_later_shows_the_same(archive: Path, tmp_path: Path) -> None:
    scanned = forensics.scan(archive, case=tmp_path / "case", jobs=1)
    assert forensics.Case(tmp_path / "case").result == scanned.result
    with pytest.raises(forensics.CaseError, match="不是案卷"):
        forensics.Case(tmp_path)


def test_a_case_inside_the_archive_is_refused_before_anything_is_written(archive: Path) -> None:
    before = tree(archive)
    for folder in (archive, archive / "case"):
        with pytest.raises(forensics.ArchiveError, match="不能放在被检查的文件夹内"):
            forensics.scan(archive, case=folder)
    assert tree(archive) == before
