from pathlib import Path

import pptx
from pptx.util import Pt

from forensics.archive.spool import Spool
from forensics.documents.slides import read
from forensics.guard.limits import Limits
from tests.documents.word_files import PNG


def test_slides_with_table_group_notes_and_picture(tmp_path: Path) -> None:
    show = pptx.Presentation()
    show.slide_width, show.slide_height = Pt(960), Pt(540)
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_textbox(Pt(10), Pt(20), Pt(100), Pt(30)).text_frame.text = "党课"
    cells = slide.shapes.add_table(1, 2, Pt(0), Pt(100), Pt(200), Pt(50)).table
    cells.cell(0, 0).text, cells.cell(0, 1).text = "姓名", "王德厚"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Pt(300), Pt(300), Pt(50), Pt(20)).text_frame.text = "组内"
    slide.notes_slide.notes_text_frame.text = "讲稿"
    second = show.slides.add_slide(show.slide_layouts[6])
    (tmp_path / "a.png").write_bytes(PNG)
    second.shapes.add_picture(str(tmp_path / "a.png"), Pt(1), Pt(2), Pt(3), Pt(4))
    show.save(str(tmp_path / "a.pptx"))
    document = read(tmp_path / "a.pptx", Limits(), Spool(tmp_path / "s"))
    assert [(page.number, page.width, page.height) for page in document.pages] == [
        (1, 960, 540),
        (2, 960, 540),
    ]
    spans = {span.text: span for span in document.spans}
    assert spans["党课"].box == (10, 20, 110, 50)
    assert spans["组内"].box == (300, 300, 350, 320)
    assert (spans["讲稿"].role, spans["讲稿"].page) == ("note", 1)
    assert (spans["王德厚"].source, spans["王德厚"].anchor) == ("cell", "t1r1c2")
    (picture,) = document.pictures
    assert (picture.page, picture.box) == (2, (1, 2, 4, 6))
