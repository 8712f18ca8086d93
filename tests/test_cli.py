"""The command line: exit codes, messages that say what to do, nothing else on the streams."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import forensics
from tests.making import EARLY, PLAIN, write

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = (sys.executable, str(ROOT / "cli.py"))


def run(*arguments: str | Path, cwd: Path, program: tuple[str, ...] = SCRIPT) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*program, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100"},
        timeout=90,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three archives: with a lead, without one, and with a broken file."""
    folder = tmp_path_factory.mktemp("cli")
    write(folder / "有", {"甲村/三月.txt": EARLY})
    write(folder / "无", {"甲村/水渠.txt": PLAIN})
    write(folder / "断", {"甲村/水渠.txt": PLAIN, "甲村/断.docx": b"PK\x03\x04"})
    (folder / "坏.yaml").write_text("policies:\n  - {name: 甲, date: 2018-02-30}\n", "utf-8")
    (folder / "好.yaml").write_text("polices: []\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def scanned(place: Path) -> subprocess.CompletedProcess[str]:
    return run("scan", "有", "--jobs", "1", cwd=place)


def test_a_scan_ends_with_0_and_says_what_it_found_and_where(
    place: Path, scanned: subprocess.CompletedProcess[str]
) -> None:
    assert scanned.returncode == 0
    assert "1 条线索" in scanned.stdout
    assert "十九届六中全会" in scanned.stdout
    assert "不是结论" in scanned.stdout
    assert (place / "有.case" / "report" / "report.html").is_file()
    assert "有.case" in scanned.stdout


def test_nothing_but_the_summary_is_written_where_no_one_watches(scanned: subprocess.CompletedProcess[str]) -> None:
    assert scanned.stderr == ""
    assert "\x1b" not in scanned.stdout
    assert "\r" not in scanned.stdout


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("有", "--fail-on", "strong"), 1),
        (("有", "--fail-on", "weak"), 1),
        (("无", "--fail-on", "weak"), 0),
        (("断",), 3),
        (("断", "--fail-on", "weak"), 3),
    ],
)
def test_exit_codes(place: Path, arguments: tuple[str, ...], code: int) -> None:
    assert run("scan", *arguments, "--jobs", "1", cwd=place).returncode == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("没有",), "没有这个文件夹：没有"),
        (("坏.yaml",), "这是一个文件，不是文件夹：坏.yaml"),
        (("无", "--case", "坏.yaml/案卷"), "无法使用案卷文件夹 坏.yaml/案卷"),
        (("无", "--case", "无/案卷"), "案卷文件夹不能放在被检查的文件夹内"),
        (("无", "--context", "坏.yaml"), "坏.yaml:2: policies[0].date: 不是存在的日期"),
        (("无", "--context", "没有.yaml"), "没有.yaml: 无法读取"),
        (("无", "--only", "term/mis-written"), "是否为 term/miswritten"),
        (("无", "--fail-on", "high"), "--fail-on 只能是 weak、moderate 或 strong：high"),
    ],
)
def test_wrong_use_is_2_with_one_message(place: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("scan", *arguments, cwd=place)
    assert done.returncode == 2
    assert done.stderr.startswith("forensics: ")
    assert message in done.stderr
    assert done.stdout == ""
    assert not (place / "没有.case").exists()


@pytest.mark.parametrize(
    "arguments", [("scan",), ("scan", "无", "--jobs", "0"), ("scan", "无", "--unknown"), ("find",)]
)
def test_what_cannot_be_parsed_is_2(place: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, cwd=place).returncode == 2


def test_an_unknown_key_of_the_context_is_a_warning(place: Path) -> None:
    done = run("scan", "无", "--context", "好.yaml", "--case", "另", "--jobs", "1", cwd=place)
    assert done.returncode == 0
    assert "好.yaml:1: 未知的键 polices，是否为 policies？" in done.stderr


def test_the_console_command_is_the_same_program(place: Path, scanned: subprocess.CompletedProcess[str]) -> None:
    console = shutil.which("forensics", path=str(Path(sys.executable).parent))
    assert console, "the console command is not installed"
    again = run("scan", "有", "--jobs", "1", cwd=place, program=(console,))
    assert (again.returncode, again.stdout, again.stderr) == (0, scanned.stdout, scanned.stderr)
    assert run("--help", cwd=place, program=(console,)).stdout.replace("forensics ", "cli.py ") == run(
        "--help", cwd=place
    ).stdout.replace("forensics ", "cli.py ")


@pytest.mark.usefixtures("scanned")
def test_report_writes_the_same_again(place: Path) -> None:
    page = place / "有.case" / "report" / "report.html"
    before = page.read_bytes()
    page.unlink()
    assert run("report", "有.case", cwd=place).returncode == 0
    assert page.read_bytes() == before
    done = run("report", "无", cwd=place)
    assert done.returncode == 2
    assert "这不是案卷文件夹：无" in done.stderr


def test_explain_a_pattern(place: Path) -> None:
    done = run("explain", "time/before-policy", cwd=place)
    assert done.returncode == 0
    for words in ("会议、活动早于所落实文件的出台时间", "可能的正常原因", "建议核实", "依据", "strong "):
        assert words in done.stdout
    wrong = run("explain", "time/before-polcy", cwd=place)
    assert wrong.returncode == 2
    assert "是否为 time/before-policy" in wrong.stderr


@pytest.mark.usefixtures("scanned")
def test_explain_a_finding_by_the_beginning_of_its_id(place: Path) -> None:
    (finding,) = forensics.Case(place / "有.case").findings
    done = run("explain", finding.fingerprint[:6], "--case", "有.case", cwd=place)
    assert done.returncode == 0
    for words in (finding.fingerprint, finding.statement, "甲村/三月.txt", "2021年3月4日", "线索强度"):
        assert words in done.stdout
    wrong = run("explain", "ffffffffffff", "--case", "有.case", cwd=place)
    assert wrong.returncode == 2
    assert "没有编号为 ffffffffffff 的线索" in wrong.stderr


def test_doctor_names_every_part(place: Path) -> None:
    done = run("doctor", cwd=place)
    assert done.returncode == 0
    for part in ("Python", "OpenCV", "OCR", "检查项 detectors：", "LibreOffice", "landlock"):
        assert part in done.stdout
    assert all(line.startswith(("有  ", "缺  ", "      ")) for line in done.stdout.splitlines())


def test_new_detector_writes_files_that_work(tmp_path: Path) -> None:
    done = run("new-detector", "seal/same-stamp", cwd=tmp_path)
    assert done.returncode == 0
    written = [line for line in done.stdout.splitlines() if "/" in line and not line.startswith(("在", '"'))]
    assert all((tmp_path / name).is_file() for name in written)
    assert {"detectors/seal/same_stamp.py", "tests/detectors/test_seal_same_stamp.py"} <= set(written)
    assert '"seal/same-stamp" = "detectors.seal.same_stamp:SameStamp"' in done.stdout
    (tmp_path / "detectors" / "__init__.py").write_text("")
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=90,
    )
    assert tested.returncode == 0, tested.stdout
    assert "1 passed" in tested.stdout


def test_new_detector_overwrites_nothing_and_wants_a_proper_name(tmp_path: Path) -> None:
    write(tmp_path, {"detectors/seal/stamp.py": "mine"})
    for pattern, message in (("seal/stamp", "已存在，不覆盖"), ("Seal", "family/name"), ("../x/y", "family/name")):
        done = run("new-detector", pattern, cwd=tmp_path)
        assert done.returncode == 2
        assert message in done.stderr
    assert [f.name for f in tmp_path.rglob("*") if f.is_file()] == ["stamp.py"]
    assert (tmp_path / "detectors/seal/stamp.py").read_text() == "mine"


def test_a_reader_that_goes_away_does_not_change_the_status(place: Path) -> None:
    out_read, out_write = os.pipe()
    os.close(out_read)
    with os.fdopen(out_write, "wb") as nobody:
        done = subprocess.run(
            [*SCRIPT, "scan", "有", "--jobs", "1"], cwd=place, stdout=nobody, stderr=subprocess.PIPE, timeout=90
        )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr and b"BrokenPipe" not in done.stderr
