"""A context file is read whole or refused with file, line and key of everything that is wrong."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from forensics.records.context import Context, ContextError, load

GOOD = """
version: 1
place: {province: 某省, county: 清河县, altitude_m: 320}
policies:
  - {name: 清河县党员积分管理办法, date: 2018-06-01, issuer: 县委组织部, level: county}
due:
  - {what: 党员大会, every: quarter}
units:
  - name: 青石坡村
    folder: 青石坡村/
    years: [2019, 2020]
    people: [{name: 王德厚, role: 书记}]
  - {name: 青石坡小学, folder: "青石坡村\\\\小学"}
note: ~
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "报送" / "青石坡村" / "小学").mkdir(parents=True)
    return tmp_path / "报送"


def loaded(text: str, archive: Path) -> tuple[Context, tuple[str, ...]]:
    file = archive.parent / "context.yaml"
    file.write_text(text, "utf-8")
    return load(file, archive)


def refused(text: str, archive: Path) -> list[str]:
    with pytest.raises(ContextError) as error:
        loaded(text, archive)
    return [line.replace(str(archive.parent) + "/", "") for line in str(error.value).split("\n")]


def test_a_full_file(archive: Path) -> None:
    context, warnings = loaded(GOOD, archive)
    assert warnings == ()
    assert context.policies[0].date == datetime.date(2018, 6, 1)
    assert context.place is not None
    assert context.place.altitude_m == 320.0
    assert context.units[0].people[0].name == "王德厚"
    assert context.units[0].years == (2019, 2020)


def test_the_deepest_folder_names_the_unit(archive: Path) -> None:
    context, _ = loaded(GOOD, archive)
    named = [context.unit_at(p) for p in ("青石坡村/a.txt", "青石坡村/小学/a.txt", "青石坡村委/a.txt", "a.txt")]
    assert [u.name if u else None for u in named] == ["青石坡村", "青石坡小学", None, None]


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeffversion: 1\n"])
def test_an_empty_file_says_nothing(text: str, archive: Path) -> None:
    assert loaded(text, archive) == (Context(), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "policies:\n  - name: 某办法\n    date: 2018-02-30\n",
            "context.yaml:3: policies[0].date: 不是存在的日期（应为 2016-05-05 的形式）：2018-02-30",
        ),
        ("policies:\n  - name: 某办法\n", "context.yaml:2: policies[0].date: 缺少此键"),
        ("units:\n  - name: 甲\n    folder: 没有\n", "context.yaml:3: units[0].folder: 归档中没有此文件夹：没有"),
        ("units:\n  - name: 甲\n    years: [2019, 去年]\n", "context.yaml:3: units[0].years[1]: 应为数字：去年"),
        ("place:\n  altitude_m: 高\n", "context.yaml:2: place.altitude_m: 应为数字：高"),
        ("due:\n  - {what: 大会, every: week}\n", "context.yaml:2: due[0].every: 不是允许的值：week"),
        ("units: 甲村\n", "context.yaml:1: units: 应为列表"),
        ("units:\n  - 甲村\n", "context.yaml:2: units[0]: 应为键值对"),
        ("note: [a, b]\n", "context.yaml:1: note: 应为单个值"),
        ("- a\n", "context.yaml:1: 文件: 应为键值对"),
        ("version: 2\n", "context.yaml: version 只支持 1"),
    ],
)
def test_what_is_wrong_is_named_with_line_and_key(text: str, message: str, archive: Path) -> None:
    assert refused(text, archive) == [message]


def test_all_errors_are_told_at_once(archive: Path) -> None:
    text = "units:\n  - name: 甲\n    folder: 没有\npolicies:\n  - {name: 乙, date: 昨天}\n"
    assert [line.split(":")[1] for line in refused(text, archive)] == ["3", "5"]


def test_no_yaml_is_named_with_its_line(archive: Path) -> None:
    (message,) = refused("note: 一\nunits: [a\nplace: {", archive)
    assert message.startswith("context.yaml: 第 3 行不是有效的 YAML")


def test_a_file_that_cannot_be_read(archive: Path) -> None:
    with pytest.raises(ContextError, match="无法读取"):
        load(archive.parent / "none.yaml", archive)
    (archive.parent / "gbk.yaml").write_bytes("note: 备注".encode("gbk"))
    with pytest.raises(ContextError, match=r"gbk\.yaml: 无法读取"):
        load(archive.parent / "gbk.yaml", archive)


def test_an_unknown_key_is_a_warning_with_the_nearest(archive: Path) -> None:
    context, (near, far) = loaded("note: a\npolices: []\nunits:\n  - {name: 甲, 颜色: 红}\n", archive)
    assert near.endswith("context.yaml:2: 未知的键 polices，是否为 policies？")
    assert far.endswith("context.yaml:4: 未知的键 units[0].颜色")
    assert context.note == "a"


def test_a_folder_outside_the_archive_is_refused(archive: Path) -> None:
    (archive.parent / "别处").mkdir()
    assert refused("units:\n  - {name: 甲, folder: ../别处}\n", archive) == [
        "context.yaml:2: units[0].folder: 归档中没有此文件夹：../别处"
    ]
