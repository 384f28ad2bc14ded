"""What a file says about itself: title, languages, dates, standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Dictionary

from tests.validators.pdf_checks import accessible, archival, rule, tagged
from tests.validators.pdf_checks.reading import XML, File

_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@rule("06-001")
def there_is_metadata(file: File) -> Iterator[str]:
    """The file has metadata in XMP, readable without a program for PDF."""
    if file.xmp is None:
        yield "there is no metadata"
    elif "/Filter" in file.root.Metadata:
        yield "the metadata is compressed"


@rule("06-002", lambda file: file.says("pdfuaid:part") != [])
def the_identification_is_right(file: File) -> Iterator[str]:
    """PDF/UA-1 is stated by its part, PDF/UA-2 by its year as well, in a file of its version."""
    claims = file.claims
    if (claims.part, claims.revision) not in ((1, ""), (2, "2024")):
        yield f"the file claims part {claims.part}, revision {claims.revision!r}"
    if file.version != {1: "1.7", 2: "2.0"}.get(claims.part):
        yield f"PDF/UA-{claims.part} in a file of PDF {file.version}"


@rule("06-003", accessible)
def the_title_is_stated(file: File) -> Iterator[str]:
    """The metadata has a title."""
    if not "".join(file.says("dc:title")):
        yield "there is no title"


@rule("16684-1 8.4")
def titles_name_their_languages(file: File) -> Iterator[str]:
    """Titles and abstracts have a language each, the first for readers of any other."""
    if file.xmp is None:
        return
    for name in ("dc:title", "dc:description", "dc:rights"):
        for found in file.xmp.xpath(f".//{name}/rdf:Alt", namespaces=XML):
            tags = [item.get(_LANG) for item in found]
            if tags[:1] != ["x-default"] or None in tags or len(tags) != len(set(tags)):
                yield f"{name} is in {tags}"
            if len(tags) < 2:
                yield f"{name} does not name its language"


@rule("07-001", tagged)
def the_title_is_shown(file: File) -> Iterator[str]:
    """Viewers show the title in place of the file's name."""
    if not file.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "the title is not shown"


@rule("19005-2 6.6.3")
def both_metadata_agree(file: File) -> Iterator[str]:
    """What the information dictionary says, the metadata says too."""
    information = file.pdf.trailer.get("/Info", Dictionary())
    pairs = {
        "/Title": file.says("dc:title/rdf:Alt/rdf:li[1]"),
        "/Subject": file.says("dc:description/rdf:Alt/rdf:li[1]"),
        "/Keywords": file.says("pdf:Keywords"),
        "/Creator": file.says("xmp:CreatorTool"),
        "/Producer": file.says("pdf:Producer"),
        "/Author": [", ".join(file.says("dc:creator/rdf:Seq/rdf:li"))],
        "/CreationDate": [_date(date) for date in file.says("xmp:CreateDate")],
        "/ModDate": [_date(date) for date in file.says("xmp:ModifyDate")],
    }
    for key, said in pairs.items():
        if key in information and said[:1] != [str(information[key])]:
            yield f"{key} is {str(information[key])!r} here, {said} there"


def _date(date: str) -> str:
    return "D:" + re.sub("[-:T]", "", date)


@rule("19005-2 6.6.4", lambda file: file.says("pdfaid:part") != [])
def the_archive_s_identification_is_right(file: File) -> Iterator[str]:
    """PDF/A states part and level, from part 4 on the year and F for attachments."""
    claims = file.claims
    known = {(part, level, "") for part in (2, 3) for level in ("U", "B")}
    known |= {(4, "", "2020"), (4, "F", "2020")}
    if (claims.part, claims.level, claims.revision) not in known:
        yield f"the file claims {claims}"
    if file.version != ("2.0" if claims.part == 4 else "1.7"):
        yield f"PDF/A-{claims.part} in a file of PDF {file.version}"


@rule("19005-2 6.6.2.3", archival)
def properties_are_predefined(file: File) -> Iterator[str]:
    """The metadata uses only schemas that need no description of their own (6.6.2.3.1)."""
    allowed = {
        *XML.values(),
        "http://ns.adobe.com/xap/1.0/mm/",
        "http://ns.adobe.com/xap/1.0/rights/",
    } - {XML["pdfuaid"]}
    for description in file.xmp.iter(f"{{{XML['rdf']}}}Description"):
        for item in description:
            if item.tag[1:].partition("}")[0] not in allowed:
                yield f"{item.tag} is of no predefined schema"


@rule("32000-2 14.3.2")
def the_dates_are_right(file: File) -> Iterator[str]:
    """Dates are those of ISO 8601."""
    for name in ("xmp:CreateDate", "xmp:ModifyDate"):
        found = file.says(name)
        if file.xmp is not None and not re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "".join(found)
        ):
            yield f"{name} is {found}"


@rule("05-001", accessible)
def the_file_says_that_it_is_tagged(file: File) -> Iterator[str]:
    """A file for everybody has a structure, and says so."""
    if "/StructTreeRoot" not in file.root:
        yield "there is no structure"
    mark = file.root.get("/MarkInfo", Dictionary())
    if not mark.get("/Marked", False) or mark.get("/Suspects", False):
        yield "the file does not say that its structure holds"
