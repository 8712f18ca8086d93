"""Divisions by code, by name and by what holds them."""

from __future__ import annotations

from forensics.knowledge.climate import stations
from forensics.knowledge.places import divisions, named, parents


def test_every_division_lies_in_china_and_in_a_known_parent() -> None:
    assert len(divisions()) == 3274
    for division in divisions().values():
        assert 3 < division.lat < 54
        assert 73 < division.lon < 136
        assert (division.level == "province") == (not division.parent)
        assert all(p.level != "county" for p in parents(division))


def test_a_name_is_found_whole_or_short() -> None:
    assert [d.code for d in named("朝阳区", "北京市")] == ["110105"]
    assert [d.code for d in named("朝阳区", "北京")] == ["110105"]
    assert {d.name for d in named("长沙")} == {"长沙市", "长沙县"}
    assert named("云川市") == ()


def test_one_name_in_two_cities() -> None:
    assert len(named("朝阳区")) == 2
    assert [d.name for d in parents(named("朝阳区", "吉林省", "长春市")[0])] == ["长春市", "吉林省"]


def test_a_name_too_short_to_shorten_stays_whole() -> None:
    assert all(d.name != "东区" for d in named("东"))


def test_places_with_normals_are_divisions() -> None:
    assert [s.name for s in stations() if s.code not in divisions()] == []
