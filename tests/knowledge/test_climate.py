"""Normals for a point: its own row, its neighbours', corrected for altitude, or none."""

from __future__ import annotations

import pytest

from forensics.knowledge.climate import LAPSE, distance_km, nearest, normal_at, stations


def test_every_place_has_twelve_months_in_plausible_degrees() -> None:
    assert len(stations()) == 225
    for station in stations():
        assert len(station.months) == 12
        for month in station.months:
            assert -45 < month.tmin < month.tmean < month.tmax < 45
            assert 0 < month.sd < 6


def test_distances_are_kilometres() -> None:
    assert distance_km(39.911, 116.413, 31.236, 121.481) == pytest.approx(1067, abs=15)  # 北京—上海


def test_the_nearest_places_come_first_and_none_from_afar() -> None:
    near = nearest(27.8, 113.1)
    assert [s.name for _, s in near] == ["株洲市", "湘潭市", "长沙市"]
    assert [km for km, _ in near] == sorted(km for km, _ in near)
    assert nearest(15.0, 113.0) == ()
    assert normal_at(15.0, 113.0, 5) is None


def test_a_place_with_a_row_has_about_its_own_figures() -> None:
    own = next(s for s in stations() if s.name == "株洲市")
    found = normal_at(own.lat, own.lon, 5, own.altitude_m)
    assert found is not None
    assert found.tmean == pytest.approx(own.months[4].tmean, abs=0.3)


def test_it_is_colder_higher_up() -> None:
    low, high = normal_at(27.8, 113.1, 1, 60), normal_at(27.8, 113.1, 1, 460)
    assert low is not None
    assert high is not None
    assert low.tmean - high.tmean == pytest.approx(4 * LAPSE)
    assert low.sd == high.sd


def test_no_place_speaks_for_one_far_above_it() -> None:
    assert normal_at(27.8, 113.1, 1, 1500) is None
