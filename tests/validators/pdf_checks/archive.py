"""What an archive asks of the file: its frame, its attachments, and nothing that acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.validators.pdf_checks import always, archival, rule
from tests.validators.pdf_checks.reading import File

_ACTIONS = {"/GoTo", "/URI", "/Named", "/GoToR", "/Thread", "/SubmitForm"}
_ANNOTATIONS = {
    *("/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"),
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup"),
    *("/FileAttachment", "/Widget", "/PrinterMark", "/TrapNet", "/Watermark", "/Redact"),
}


@rule("19005-2 6.1.2")
def the_header_is_right(file: File) -> Iterator[str]:
    """The file begins with its version and a line that shows that it is no text."""
    if not re.match(rb"%PDF-(1\.[0-7]|2\.0)\r?\n%[\x80-\xff]{4}", file.data):
        yield f"the file begins with {file.data[:16]!r}"


@rule("19005-2 6.1.3")
def the_file_has_an_identifier(file: File) -> Iterator[str]:
    """The trailer has an identifier of two parts."""
    if len(file.pdf.trailer.get("/ID", [])) != 2:
        yield "the file has no identifier"


@rule("26-001")
def nothing_is_encrypted(file: File) -> Iterator[str]:
    """The file is open to programs that read it aloud, and to archives."""
    if file.pdf.is_encrypted:
        yield "the file is encrypted"


@rule("19005-4 6.1.3", lambda file: archival(file) and file.claims.part == 4)
def there_is_no_information_dictionary(file: File) -> Iterator[str]:
    """From part 4 on metadata alone says what a file is."""
    if "/Info" in file.pdf.trailer:
        yield "there is an information dictionary"


@rule("19005-2 6.1.7")
def streams_are_whole_and_here(file: File) -> Iterator[str]:
    """No stream lies in another file or is compressed by LZW."""
    for item in file.dictionaries:
        if not isinstance(item, Stream):
            continue
        filters = item.get("/Filter", Array())
        names = list(filters) if isinstance(filters, Array) else [filters]
        if Name.LZWDecode in names or Name.Crypt in names:
            yield f"a stream has the filters {names}"
        if {"/F", "/FFilter", "/FDecodeParms"} & set(item.keys()):
            yield "a stream lies in another file"


@rule("19005-2 6.1.13", archival)
def limits_are_kept(file: File) -> Iterator[str]:
    """Names, strings, numbers and the depth of graphic states are within the limits."""
    for item in file.dictionaries:
        for key, value in item.items():
            if len(key.encode()) > 128:
                yield f"the name {key[:20]} is too long"
            if isinstance(value, pikepdf.String) and len(bytes(value)) > 32767:
                yield f"the string of {key} is too long"
    for number, page in enumerate(file.pdf.pages):
        box = [float(value) for value in page.MediaBox]
        if not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
            yield f"page {number + 1} is too large or too small"
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            if depth > 28:
                yield f"page {number + 1} nests too many graphic states"
                break


@rule("19005-2 6.3.1", archival)
def annotations_are_of_known_kinds(file: File) -> Iterator[str]:
    """No sounds, films or models."""
    for page, item in file.annotations:
        if str(item.get("/Subtype")) not in _ANNOTATIONS:
            yield f"page {page + 1}: an annotation is {item.get('/Subtype')}"


@rule("19005-2 6.3.2")
def annotations_are_printed(file: File) -> Iterator[str]:
    """What is on the screen is on paper: annotations are printed, and none is hidden."""
    for page, item in file.annotations:
        flags = int(item.get("/F", 0))
        if not flags & 4 or flags & (1 | 2 | 32 | 256):
            yield f"page {page + 1}: an annotation has the flags {flags}"


@rule("19005-2 6.4", always)
def there_are_no_forms(file: File) -> Iterator[str]:
    """A publication has no fields to fill in."""
    if "/AcroForm" in file.root:
        yield "there is a form"


@rule("19005-2 6.5")
def nothing_acts(file: File) -> Iterator[str]:
    """No script, no program, nothing that happens by itself."""
    for item in file.dictionaries:
        acts = item.get("/Type") == Name.Action or ("/S" in item and "/JS" in item)
        if acts and str(item.get("/S")) not in _ACTIONS:
            yield f"there is an action {item.get('/S')}"
    for item in (file.root, *(page.obj for page in file.pdf.pages)):
        if "/AA" in item:
            yield "something happens by itself"
    if "/OpenAction" in file.root:
        yield "something happens when the file is opened"
    if "/JavaScript" in file.root.get("/Names", Dictionary()):
        yield "there are scripts"


def _attachments(file: File) -> dict[str, Any]:
    tree = file.root.get("/Names", Dictionary()).get("/EmbeddedFiles")
    return {} if tree is None else dict(pikepdf.NameTree(tree).items())


@rule("21-001")
def attachments_are_named(file: File) -> Iterator[str]:
    """An attached file has its name twice, and says what it is."""
    for name, item in _attachments(file).items():
        if str(item.get("/F", "")) != name or str(item.get("/UF", "")) != name:
            yield f"the file {name!r} is not named"
        if not str(item.get("/Desc", "")):
            yield f"the file {name!r} is not described"
        if "/" in name or "\\" in name or name.startswith("."):
            yield f"the file {name!r} would be saved elsewhere"


@rule("19005-3 6.8")
def attachments_are_associated(file: File) -> Iterator[str]:
    """An attached file has a type, a date, a relation to the text, and is listed with it."""
    listed = {item.objgen for item in file.root.get("/AF", ())}
    for name, item in _attachments(file).items():
        stream = item.get("/EF", Dictionary()).get("/F")
        if stream is None or "/" not in str(stream.get("/Subtype", ""))[1:]:
            yield f"the file {name!r} has no type"
        elif "/ModDate" not in stream.get("/Params", Dictionary()):
            yield f"the file {name!r} has no date"
        elif int(stream.Params.get("/Size", -1)) != len(stream.read_bytes()):
            yield f"the file {name!r} has another size"
        if "/AFRelationship" not in item:
            yield f"the file {name!r} says nothing of its relation"
        if item.objgen not in listed:
            yield f"the file {name!r} is not associated"


@rule("19005-2 6.8", lambda file: archival(file) and file.claims.part in (2, 4))
def attachments_are_for_archives(file: File) -> Iterator[str]:
    """PDF/A-2 and PDF/A-4 hold files for archives alone, PDF/A-4f at least one of any kind."""
    found = _attachments(file)
    if file.claims.level == "F":
        if not found:
            yield "PDF/A-4f without an attachment"
    elif found:
        yield f"{sorted(found)} may not be attached"


@rule("19005-2 6.9", archival)
def there_are_no_layers(file: File) -> Iterator[str]:
    """All is shown to everybody."""
    if "/OCProperties" in file.root:
        yield "there are layers"


@rule("19005-2 6.11", archival)
def nothing_is_required_of_the_reader(file: File) -> Iterator[str]:
    """No requirements, and no other presentation of the pages."""
    if "/Requirements" in file.root:
        yield "the file has requirements"
    if "/AlternatePresentations" in file.root.get("/Names", Dictionary()):
        yield "there is another presentation"
