"""Pictures of places: their key, and how a page carries each of them once."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping

import msgspec
from PIL import Image

from forensics.documents.place import Place


class Crop(msgspec.Struct, frozen=True):
    """A picture as the page holds it: `name` is its id there, the size is in pixels."""

    name: str
    width: int
    height: int
    address: str


def picture_key(place: Place) -> str:
    """The name under which the picture of a place is kept: a digest of path, page, box and turn."""
    box = tuple(map(float, place.box)) if place.box else None  # a box of whole numbers comes back from JSON as floats
    where = repr((place.path, place.page, box, place.turn % 360))
    return hashlib.sha256(where.encode("utf-8", "backslashreplace")).hexdigest()[:24]


class Album:
    """Gives out crops for places and remembers them, equal pictures once."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self._pictures = pictures
        self._crops: dict[bytes, Crop] = {}

    def crop(self, place: Place) -> Crop | None:
        """The crop of a place, None where there is no picture of it."""
        data = self._pictures.get(picture_key(place))
        if data is None:
            return None
        digest = hashlib.sha256(data).digest()
        if digest not in self._crops:
            with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
                width, height = image.size
            address = "data:image/jpeg;base64," + base64.b64encode(data).decode("ascii")
            self._crops[digest] = Crop(f"crop{len(self._crops) + 1}", width, height, address)
        return self._crops[digest]

    @property
    def crops(self) -> tuple[Crop, ...]:
        """All crops given out so far."""
        return tuple(self._crops.values())
