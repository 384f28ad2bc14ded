"""Each check of a PDF finds the fault that it is for, and no other check takes it for its own.

The faults are planted one at a time in a file without any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Operator, Pdf, String

from tests.validators.pdf_checks import RULES, findings
from tests.validators.test_pdf_conformance import sink
from warraq.export.pdf.standards import Variant

Plant = Callable[[Pdf], None]
FAULTS: list[tuple[str, Variant, Plant]] = []


def fault(rule: str, variant: Variant = "pdf/ua-1") -> Callable[[Plant], Plant]:
    """Register a fault: what it does to a file, and the rule that has to find it."""

    def register(plant: Plant) -> Plant:
        FAULTS.append((rule, variant, plant))
        return plant

    return register


@cache
def sound(variant: Variant) -> bytes:
    """Return a file without faults."""
    return saved(Pdf.open(BytesIO(sink(variant))))


def saved(pdf: Pdf) -> bytes:
    """Return a file as it is, with nothing compressed anew."""
    target = BytesIO()
    pdf.save(
        target,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        static_id=False,
    )
    return target.getvalue()


@pytest.mark.parametrize("variant", sorted({variant for _, variant, _ in FAULTS} or {"pdf/ua-1"}))
def test_the_file_is_sound_before(variant: Variant) -> None:
    assert findings(sound(variant)) == []


# --- helpers --------------------------------------------------------------------------------


def elements(pdf: Pdf, *roles: str) -> Iterator[Any]:
    """Yield the elements of some roles."""
    for item in pdf.objects:
        found = isinstance(item, Dictionary) and "/S" in item and "/P" in item
        if found and (not roles or str(item.S)[1:] in roles):
            yield item


def first(pdf: Pdf, *roles: str) -> Any:
    """Return the first element of a role."""
    return next(elements(pdf, *roles))


def rewrite(pdf: Pdf, number: int, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the operators of a page."""
    page = pdf.pages[number]
    operators = change(list(pikepdf.parse_content_stream(page)))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))


def operator(name: str, *operands: Any) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), Operator(name))


def place_of(operators: list[Any], name: str, start: int = 0) -> int:
    return next(
        index for index in range(start, len(operators)) if str(operators[index].operator) == name
    )


def content_of(operators: list[Any]) -> int:
    """Return where the first content begins that belongs to an element."""
    return next(
        index
        for index, item in enumerate(operators)
        if str(item.operator) == "BDC" and "/MCID" in item.operands[1]
    )


ARTIFACT = operator("BDC", Name.Artifact, Dictionary(Type=Name.Layout))


TEXTS = re.compile(rb"(?m)^(<[0-9a-f]{4}>) <[0-9a-f]{4}>$")
"""The lines of a map to Unicode."""


def program_of(font: Any) -> Any:
    """Return the embedded file of a font."""
    return font.DescendantFonts[0].FontDescriptor.FontFile2


def links(pdf: Pdf) -> list[Any]:
    return [item for page in pdf.pages for item in page.get("/Annots", [])]


def inner_links(pdf: Pdf) -> list[Any]:
    return [item for item in links(pdf) if "/Dest" in item or "/D" in item.get("/A", {})]


def fonts(pdf: Pdf) -> list[Any]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/Subtype") == Name.Type0
    ]


def metadata(pdf: Pdf, old: str, new: str, flags: int = re.DOTALL) -> None:
    """Change the metadata by a regular expression that must be found."""
    text = pdf.Root.Metadata.read_bytes().decode()
    changed, count = re.subn(old, new, text, flags=flags)
    assert count
    pdf.Root.Metadata.write(changed.encode())


def attachment(pdf: Pdf) -> Any:
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def bookmark(pdf: Pdf) -> Any:
    return pdf.Root.Outlines.First


# --- content --------------------------------------------------------------------------------


@fault("01-003")
def content_within_an_artifact(pdf: Pdf) -> None:
    def change(operators: list[Any]) -> list[Any]:
        start = content_of(operators)
        end = place_of(operators, "EMC", start)
        inner = [ARTIFACT, *operators[start : end + 1], operator("EMC")]
        return [*operators[:start], *inner, *operators[end + 1 :]]

    rewrite(pdf, 1, change)


@fault("01-004")
def an_artifact_within_content(pdf: Pdf) -> None:
    def change(operators: list[Any]) -> list[Any]:
        show = place_of(operators, "TJ", content_of(operators))
        inner = [ARTIFACT, operators[show], operator("EMC")]
        return [*operators[:show], operators[show], *inner, *operators[show + 1 :]]

    rewrite(pdf, 0, change)


@fault("01-005")
def something_unmarked(pdf: Pdf) -> None:
    rewrite(
        pdf,
        0,
        lambda operators: [*operators, operator("re", 1, 1, 5, 5), operator("f")],
    )


@fault("32000-2 14.7.5.2")
def content_in_no_element(pdf: Pdf) -> None:
    def change(operators: list[Any]) -> list[Any]:
        mark = operator("BDC", Name.P, Dictionary(MCID=9999))
        return [*operators, mark, operator("re", 1, 1, 5, 5), operator("f"), operator("EMC")]

    rewrite(pdf, 0, change)


@fault("32000-2 14.7.5.2")
def an_element_with_content_that_is_not_drawn(pdf: Pdf) -> None:
    def change(operators: list[Any]) -> list[Any]:
        start = content_of(operators)
        return [*operators[:start], *operators[place_of(operators, "EMC", start) + 1 :]]

    rewrite(pdf, len(pdf.pages) - 1, change)


@fault("32000-2 14.7.5.4")
def content_that_leads_to_another_element(pdf: Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0] = first(pdf, "Table")


@fault("32000-2 14.7.5.4")
def an_annotation_without_a_way_back(pdf: Pdf) -> None:
    links(pdf)[0].StructParent = links(pdf)[1].StructParent


@fault("32000-2 14.7.2")
def a_kid_with_another_parent(pdf: Pdf) -> None:
    first(pdf, "Table").P = pdf.Root.StructTreeRoot


@fault("18-001")
def a_running_head_that_says_nothing(pdf: Pdf) -> None:
    def change(operators: list[Any]) -> list[Any]:
        for index, item in enumerate(operators):
            if str(item.operator) == "BDC" and item.operands[0] == Name.Artifact:
                operators[index] = operator("BMC", Name.Artifact)
        return operators

    rewrite(pdf, 1, change)


@fault("18-002")
def a_running_head_as_content(pdf: Pdf) -> None:
    # Three pages whose content ends with one and the same paragraph.
    name, codes = "", b""
    for item in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(item.operator) == "Tf" and not codes:
            name = str(item.operands[0])
        elif str(item.operator) == "TJ" and len(codes) < 40:
            codes = b"".join(bytes(part) for part in item.operands[0] if isinstance(part, String))
    for number in range(3):
        page = pdf.pages[number]
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * int(page.StructParents) + 1]
        element = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.P,
                P=pdf.Root.StructTreeRoot.K[0],
                Pg=page.obj,
                K=Array([len(owners)]),
            )
        )
        mark = operator("BDC", Name.P, Dictionary(MCID=len(owners)))
        owners.append(element)
        pdf.Root.StructTreeRoot.K[0].K.append(element)
        drawn = [
            mark,
            operator("BT"),
            operator("Tf", Name(name), 8),
            operator("TJ", Array([String(codes)])),
            operator("ET"),
            operator("EMC"),
        ]
        rewrite(pdf, number, lambda operators, drawn=drawn: [*operators, *drawn])  # type: ignore[misc]


@fault("10-001")
def a_code_without_a_text(pdf: Pdf) -> None:
    stream = fonts(pdf)[0].ToUnicode
    stream.write(
        re.sub(rb"(?m)^(<[0-9a-f]{4}>) <[0-9a-f]{4}>$", rb"\1 <>", stream.read_bytes(), count=40)
    )


@fault("30-002")
def a_form_with_content(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/P << /MCID 0 >> BDC 0 0 1 1 re f EMC")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    pdf.pages[0].Resources.XObject["/extra"] = form


# --- elements -------------------------------------------------------------------------------


@fault("02-001")
def a_role_of_our_own(pdf: Pdf) -> None:
    first(pdf, "BlockQuote").S = Name.Saying


@fault("02-003")
def roles_in_a_circle(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap["/One"] = Name.Two
    pdf.Root.StructTreeRoot.RoleMap["/Two"] = Name.One


@fault("02-004")
def a_standard_role_that_is_mapped(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap["/Index"] = Name.Sect


@fault("14289-2 8.2.2", "pdf/ua-2")
def a_document_of_the_old_namespace(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K[0]["/NS"]


@fault("11-006")
def no_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("")
    del pdf.Root["/Lang"]


@fault("11-001")
def a_language_that_is_none(pdf: Pdf) -> None:
    first(pdf, "Code").Lang = String("Arabic script")


@fault("11-002")
def an_arabic_text_in_english(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].Lang = String("en")


@fault("14-002")
def no_first_level(pdf: Pdf) -> None:
    for item in elements(pdf, "H1", "H2", "H3", "H4"):
        item.S = Name(f"/H{int(str(item.S)[2:]) + 1}")


@fault("14-003")
def a_skipped_level(pdf: Pdf) -> None:
    first(pdf, "H2").S = Name.H4


@fault("14-007")
def headings_of_two_kinds(pdf: Pdf) -> None:
    first(pdf, "BlockQuote").S = Name.H


@fault("09-005")
def a_list_with_a_paragraph(pdf: Pdf) -> None:
    first(pdf, "L").K[0].S = Name.P


@fault("16-001")
def a_numbered_list_that_does_not_say_so(pdf: Pdf) -> None:
    numbered = next(
        item
        for item in elements(pdf, "L")
        if item.A.get("/ListNumbering") not in (Name.Disc, Name("/None"))
    )
    numbered.A.ListNumbering = Name("/None")


@fault("09-006")
def an_entry_of_contents_without_a_link(pdf: Pdf) -> None:
    first(pdf, "TOC").K[1].S = Name.P


@fault("09-004")
def a_row_with_a_paragraph(pdf: Pdf) -> None:
    first(pdf, "TD").S = Name.P


def _table(cell: Any) -> Any:
    """Return what a cell says of its table."""
    found = cell.get("/A", Array())
    items = found if isinstance(found, Array) else [found]
    return next((item for item in items if Name.Table == item.O), Dictionary())


@fault("15-003")
def a_head_cell_without_scope(pdf: Pdf) -> None:
    del _table(first(pdf, "TH"))["/Scope"]


@fault("15-004")
def a_cell_that_names_a_stranger(pdf: Pdf) -> None:
    cell = next(item for item in elements(pdf, "TD") if "/Headers" in _table(item))
    _table(cell).Headers = Array([String("stranger")])


@fault("15-005")
def a_row_that_is_too_wide(pdf: Pdf) -> None:
    table = next(
        item
        for item in elements(pdf, "Table")
        if sum(1 for cell in elements(pdf, "TR") if item == cell.P.P or item == cell.P) > 1
    )
    row = next(item for item in elements(pdf, "TR") if table == item.P.P or table == item.P)
    cell = row.K[-1]
    found = cell.get("/A", Dictionary(O=Name.Table))
    for item in found if isinstance(found, Array) else [found]:
        if Name.Table == item.O:
            item.ColSpan = 7
    cell.A = found
    for other in elements(pdf, "TD"):
        if "/A" not in other:
            other.A = Dictionary(O=Name.Table, Headers=Array())


@fault("13-004")
def a_picture_without_alternative(pdf: Pdf) -> None:
    del first(pdf, "Figure")["/Alt"]


@fault("17-002")
def a_formula_without_alternative(pdf: Pdf) -> None:
    first(pdf, "Formula").Alt = String("")


@fault("32000-2 14.8.5.4.3")
def a_picture_beside_the_page(pdf: Pdf) -> None:
    first(pdf, "Figure").A.BBox = Array([5000, 5000, 5100, 5100])


@fault("32000-2 14.8.4")
def an_empty_element(pdf: Pdf) -> None:
    root = pdf.Root.StructTreeRoot.K[0]
    root.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, K=Array())))


@fault("32000-2 14.8.4.4")
def a_paragraph_in_a_line(pdf: Pdf) -> None:
    first(pdf, "Em").K[0]
    span = next(item for item in elements(pdf, "Strong") if Name.Em == item.P.S)
    span.S = Name.P


@fault("32000-2 14.8.5.4.2")
def a_viewer_that_reads_the_other_way(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.Direction = Name.L2R


# --- notes ----------------------------------------------------------------------------------


@fault("19-004")
def two_notes_with_one_identifier(pdf: Pdf) -> None:
    table = first(pdf, "Table")
    table.ID = String("fn-1")


@fault("19-003", "pdf/a-3u")
def a_note_without_identifier(pdf: Pdf) -> None:
    del first(pdf, "Note")["/ID"]


@fault("32000-1 14.8.4.4")
def a_call_in_no_reference(pdf: Pdf) -> None:
    for item in elements(pdf, "Reference"):
        if item.P.S == Name.P:
            item.S = Name.Span


@fault("32000-2 14.8.4.5")
def a_note_at_the_end(pdf: Pdf) -> None:
    note = first(pdf, "Note")
    kids = note.P.K
    index = next(number for number, kid in enumerate(kids) if kid.objgen == note.objgen)
    del kids[index]
    note.P = pdf.Root.StructTreeRoot.K[0]
    note.P.K.append(note)


@fault("32000-2 14.8.4.7.3")
def a_note_that_does_not_lead_back(pdf: Pdf) -> None:
    first(pdf, "Note").K[0].S = Name.Span


@fault("14289-2 8.2.5.14", "pdf/ua-2")
def a_note_that_its_call_does_not_know(pdf: Pdf) -> None:
    first(pdf, "FENote").Ref[0].Ref = Array()


# --- links ----------------------------------------------------------------------------------


@fault("28-002")
def an_annotation_in_no_element(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.Annots.append(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([1, 1, 9, 9]),
                F=4,
                Contents=String("x"),
                A=Dictionary(S=Name.URI, URI=String("https://example.org")),
            )
        )
    )


@fault("28-005")
def a_link_that_nobody_can_hit(pdf: Pdf) -> None:
    rectangle = links(pdf)[0].Rect
    rectangle[3] = rectangle[1]


@fault("28-008")
def tabs_in_another_order(pdf: Pdf) -> None:
    pdf.pages[0].Tabs = Name.R


@fault("28-011")
def a_link_in_a_phrase(pdf: Pdf) -> None:
    link = next(
        item
        for item in elements(pdf, "Link")
        if item.P.S == Name.P
        and all(
            "/URI" in kid.Obj.A for kid in item.K if isinstance(kid, Dictionary) and "/Obj" in kid
        )
    )
    link.S = Name.Span


@fault("28-012")
def a_link_that_says_nothing(pdf: Pdf) -> None:
    links(pdf)[0].Contents = String("")


@fault("32000-2 12.3.2")
def a_link_that_leads_nowhere(pdf: Pdf) -> None:
    section = next(
        item for item in inner_links(pdf) if not str(item.Dest).startswith(("fn", "call"))
    )
    section.Dest = String("nowhere")


@fault("32000-2 12.3.3")
def a_bookmark_to_another_page(pdf: Pdf) -> None:
    bookmark(pdf).Dest[0] = pdf.pages[-1].obj


@fault("14289-2 8.8", "pdf/ua-2")
def a_link_to_a_mere_page(pdf: Pdf) -> None:
    del inner_links(pdf)[0].A["/SD"]


@fault("32000-2 12.4.2")
def pages_with_one_label(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String("x"))]))


# --- statements -----------------------------------------------------------------------------


@fault("06-001", "none")
def no_metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]
    del pdf.trailer["/Info"]


@fault("06-002")
def a_year_of_another_standard(pdf: Pdf) -> None:
    metadata(pdf, "(</pdfuaid:part>)", r"\1<pdfuaid:rev>2024</pdfuaid:rev>")


@fault("06-003")
def no_title(pdf: Pdf) -> None:
    metadata(pdf, "<dc:title>.*</dc:title>", "")
    del pdf.trailer.Info["/Title"]


@fault("16684-1 8.4")
def a_title_of_no_language(pdf: Pdf) -> None:
    metadata(
        pdf,
        '(<dc:title><rdf:Alt><rdf:li xml:lang="x-default">[^<]*</rdf:li>).*?</rdf:Alt>',
        r"\1</rdf:Alt>",
    )


@fault("07-001")
def a_title_that_is_not_shown(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences["/DisplayDocTitle"]


@fault("19005-2 6.6.3")
def another_title(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = String("another")


@fault("19005-2 6.6.4", "pdf/a-4")
def no_year_of_the_standard(pdf: Pdf) -> None:
    metadata(pdf, "<pdfaid:rev>2020</pdfaid:rev>", "")


@fault("19005-2 6.6.2.3", "pdf/a-2u")
def a_property_of_our_own(pdf: Pdf) -> None:
    metadata(pdf, "</rdf:Description>", '<x:y xmlns:x="urn:own">z</x:y></rdf:Description>')


@fault("32000-2 14.3.2")
def a_date_that_is_none(pdf: Pdf) -> None:
    metadata(pdf, "(<xmp:CreateDate>)[^<]*", r"\1yesterday")
    del pdf.trailer.Info["/CreationDate"]


@fault("05-001")
def tags_that_do_not_hold(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


# --- fonts ----------------------------------------------------------------------------------


def descendant(pdf: Pdf) -> Any:
    return fonts(pdf)[0].DescendantFonts[0]


@fault("31-009")
def a_font_that_is_not_embedded(pdf: Pdf) -> None:
    del descendant(pdf).FontDescriptor["/FontFile2"]


@fault("31-006")
def codes_without_glyphs(pdf: Pdf) -> None:
    del descendant(pdf)["/CIDToGIDMap"]


@fault("31-027")
def a_font_without_texts(pdf: Pdf) -> None:
    del fonts(pdf)[0]["/ToUnicode"]


@fault("31-028")
def a_text_that_is_no_character(pdf: Pdf) -> None:
    stream = fonts(pdf)[0].ToUnicode
    stream.write(
        re.sub(rb"(?m)^(<[0-9a-f]{4}>) <[0-9a-f]{4}>$", rb"\1 <feff>", stream.read_bytes())
    )


@fault("31-030")
def the_glyph_of_what_is_missing(pdf: Pdf) -> None:
    def change(operators: list[Any]) -> list[Any]:
        show = place_of(operators, "TJ", content_of(operators))
        return [*operators[:show], operator("TJ", Array([String(b"\0\0")])), *operators[show:]]

    rewrite(pdf, 0, change)
    for font in fonts(pdf):
        stream = font.ToUnicode
        stream.write(
            stream.read_bytes().replace(
                b"endcmap", b"1 beginbfchar\n<0000> <0021>\nendbfchar\nendcmap"
            )
        )
        font.DescendantFonts[0].W.insert(0, Array([_first_width(font)]))
        font.DescendantFonts[0].W.insert(0, 0)


def _first_width(font: Any) -> float:
    from fontTools.ttLib import TTFont

    program = TTFont(BytesIO(program_of(font).read_bytes()))
    return float(program["hmtx"][program.getGlyphOrder()[0]][0] * 1000 / program["head"].unitsPerEm)


@fault("31-011")
def a_glyph_that_is_not_there(pdf: Pdf) -> None:
    large = max(fonts(pdf), key=lambda font: len(program_of(font).read_bytes()))
    program_of(large).write(_cut(large))


def _cut(font: Any) -> bytes:
    """Return the font's file with its last glyph taken away."""
    from fontTools.ttLib import TTFont

    program = TTFont(BytesIO(program_of(font).read_bytes()))
    last = program.getGlyphOrder()[-1]
    del program["glyf"].glyphs[last]
    del program["hmtx"].metrics[last]
    order = program.getGlyphOrder()[:-1]
    program.setGlyphOrder(order)
    program["glyf"].glyphOrder = order
    for tag in ("cmap", "post", "GDEF"):
        if tag in program:
            del program[tag]
    target = BytesIO()
    program.save(target)
    return target.getvalue()


@fault("31-012")
def a_width_that_is_another(pdf: Pdf) -> None:
    widths = next(item for item in descendant(pdf).W if isinstance(item, Array))
    widths[0] = float(widths[0]) + 100


@fault("32000-2 9.9.2")
def a_font_that_does_not_say_that_it_is_a_part(pdf: Pdf) -> None:
    fonts(pdf)[0].BaseFont = Name("/Amiri")


@fault("31-016", "pdf/a-2u")
def a_font_that_lists_its_glyphs(pdf: Pdf) -> None:
    descendant(pdf).FontDescriptor.CIDSet = pdf.make_stream(b"\xff")


# --- archives -------------------------------------------------------------------------------


@fault("19005-2 6.1.3", "pdf/a-2u")
def no_identifier(pdf: Pdf) -> None:
    pdf.Root.Marker = String("no identifier")


@fault("19005-4 6.1.3", "pdf/a-4")
def an_information_dictionary(pdf: Pdf) -> None:
    pdf.trailer.Info = pdf.make_indirect(Dictionary())


@fault("19005-2 6.1.7", "pdf/a-2u")
def a_stream_in_another_file(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = pdf.make_indirect(pdf.make_stream(b"", F=String("other.bin")))


@fault("19005-2 6.1.13", "pdf/a-2u")
def too_many_graphic_states(pdf: Pdf) -> None:
    deep = [operator("q")] * 29 + [operator("Q")] * 29
    rewrite(pdf, 0, lambda operators: [*operators, *deep])


@fault("19005-2 6.3.1", "pdf/a-2u")
def a_sound(pdf: Pdf) -> None:
    links(pdf)[0].Subtype = Name.Sound


@fault("19005-2 6.3.2", "pdf/a-2u")
def a_hidden_annotation(pdf: Pdf) -> None:
    links(pdf)[0].F = 2


@fault("19005-2 6.4", "pdf/a-2u")
def a_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array())


@fault("19005-2 6.5", "pdf/a-2u")
def a_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("1"))


@fault("21-001", "pdf/a-3u")
def a_file_with_one_name(pdf: Pdf) -> None:
    del attachment(pdf)["/UF"]


@fault("19005-3 6.8", "pdf/a-3u")
def a_file_that_is_not_associated(pdf: Pdf) -> None:
    del pdf.Root["/AF"]


@fault("19005-2 6.8", "pdf/a-4f")
def no_file_where_one_must_be(pdf: Pdf) -> None:
    del pdf.Root.Names["/EmbeddedFiles"]


@fault("19005-2 6.9", "pdf/a-2u")
def layers(pdf: Pdf) -> None:
    pdf.Root.OCProperties = Dictionary()


@fault("19005-2 6.11", "pdf/a-2u")
def requirements(pdf: Pdf) -> None:
    pdf.Root.Requirements = Array()


# --- colours --------------------------------------------------------------------------------


def picture(pdf: Pdf) -> Any:
    return next(
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image
    )


@fault("19005-2 6.2.3", "pdf/a-2u")
def a_profile_of_other_colours(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


@fault("19005-2 6.2.4.3", "pdf/a-2u")
def a_colour_of_print(pdf: Pdf) -> None:
    rewrite(pdf, 0, lambda operators: [operator("k", 0, 0, 0, 1), *operators])


@fault("19005-2 6.2.5", "pdf/a-2u")
def a_function_of_transfer(pdf: Pdf) -> None:
    pdf.pages[0].Resources.ExtGState["/extra"] = Dictionary(TR=Name.Identity)


@fault("19005-2 6.2.8", "pdf/a-2u")
def a_picture_that_is_smoothed(pdf: Pdf) -> None:
    picture(pdf).Interpolate = True


@fault("19005-2 6.2.9", "pdf/a-2u")
def a_form_in_another_file(pdf: Pdf) -> None:
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    form.Ref = Dictionary()
    pdf.pages[0].Resources.XObject["/extra"] = form


@fault("19005-2 6.2.10", "pdf/a-2u")
def a_blend_mode_of_our_own(pdf: Pdf) -> None:
    pdf.pages[0].Resources.ExtGState["/extra"] = Dictionary(BM=Name.Own)


# --- the proof ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "variant", "plant"), FAULTS, ids=[plant.__name__ for _, _, plant in FAULTS]
)
def test_a_fault_is_found_by_its_check(rule: str, variant: Variant, plant: Plant) -> None:
    pdf = Pdf.open(BytesIO(sound(variant)))
    plant(pdf)
    data = saved(pdf)
    if rule == "19005-2 6.1.3":
        data = re.sub(rb"/ID \[<[^]]*\]", lambda found: b" " * len(found[0]), data)
    found = findings(data)
    assert {item.rule for item in found} == {rule}, found[:6]


def test_a_file_with_another_beginning_is_found() -> None:
    data = sound("pdf/a-2u").replace(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe", b"%PDF-1.7\n%abcd", 1)
    assert {item.rule for item in findings(data)} == {"19005-2 6.1.2"}


def test_an_encrypted_file_is_found() -> None:
    pdf = Pdf.open(BytesIO(sound("pdf/ua-1")))
    target = BytesIO()
    pdf.save(
        target,
        encryption=pikepdf.Encryption(owner="x", user="", metadata=False),
        compress_streams=False,
    )
    assert "26-001" in {item.rule for item in findings(target.getvalue())}


def test_every_rule_has_a_fault() -> None:
    planted = {rule for rule, _, _ in FAULTS} | {"19005-2 6.1.2", "26-001"}
    assert {item.name for item in RULES} - planted == set()
    assert len(RULES) == len({item.name for item in RULES})
