"""Frames: what goes in comes out; a cut stream is seen as the other side being gone."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from forensics.guard import frames


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_frames_come_back_as_sent(bodies: list[bytes]) -> None:
    stream = io.BytesIO()
    for body in bodies:
        frames.write(stream, body)
    stream.seek(0)
    assert [frames.read(stream) for _ in bodies] == bodies
    assert frames.read(stream) is None


@given(st.binary(min_size=1, max_size=50), st.data())
def test_a_cut_frame_is_none(body: bytes, data: st.DataObject) -> None:
    stream = io.BytesIO()
    frames.write(stream, body)
    whole = stream.getvalue()
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert frames.read(io.BytesIO(whole[:cut])) is None
