#!/usr/bin/env python3
"""Writes the documents of tests/articles: an article in Word with tracked changes, and one in LibreOffice.

The files have the structure that those programs write: styles, runs that split words and quotes, footnotes, fields,
links, a table, a text box with its fallback, hidden text and comments. Run it again after a change of this script; the
same script writes the same bytes.
"""

import pathlib
import zipfile

HERE = pathlib.Path(__file__).resolve().parent.parent / "tests" / "articles"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BY = 'w:author="Desk" w:date="2031-11-05T10:00:00Z"'


def run(text, inside=""):
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text):
    return f'<w:del w:id="1" {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text):
    return f'<w:ins w:id="2" {BY}>{run(text)}</w:ins>'


def paragraph(*runs, properties=""):
    properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def style(name):
    return f'<w:pStyle w:val="{name}"/>'


DOCUMENT = "".join(
    [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {W} {MC} {WPS} {V} {R}><w:body>',
        paragraph(run("A winter without the ferry"), properties=style("Titel")),
        paragraph(run("The town of Quillhaven and all the figures here are invented.")),
        # A word split over runs, a figure changed, smart quotes in runs of their own.
        paragraph(
            run("The fer"),
            run("ry made "),
            deleted("421"),
            inserted("412"),
            run(" crossings in the first nine months of 2031, according to the harbour office"),
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            run("."),
        ),
        paragraph(
            run("\u201c"),
            run("We cannot run a ship that we cannot insure,"),
            run("\u201d"),
            run(" said the company\u2019s director."),
            '<w:r><w:commentReference w:id="0"/></w:r>',
        ),
        paragraph(run("Who pays"), properties=style("berschrift1")),
        # A paragraph whose end is deleted: the next one continues it.
        paragraph(
            run("Sound Line denies this. "),
            properties=f'<w:rPr><w:del w:id="3" {BY}/></w:rPr>',
        ),
        paragraph(run("Every euro went into the ships, the company said.")),
        # A sentence that was moved: it is where it was moved to, and only there.
        paragraph(
            f'<w:moveFrom w:id="4" {BY}>{run("The transport ministry declined to comment.")}</w:moveFrom>',
            run("Fares rose twice in 2031."),
        ),
        paragraph(
            f'<w:moveTo w:id="5" {BY}>{run("The transport ministry declined to comment.")}</w:moveTo>',
        ),
        # A field with its code, a link, a line break, a tab, a no-break hyphen, hidden text.
        paragraph(
            run("On "),
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:instrText xml:space="preserve"> DATE \\@ "d MMMM" </w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("3 November"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            run(" it sent "),
            f'<w:hyperlink r:id="rId9">{run("a statement")}</w:hyperlink>',
            run(":"),
            "<w:r><w:br/></w:r>",
            run("twenty"),
            "<w:r><w:noBreakHyphen/></w:r>",
            run("two"),
            "<w:r><w:tab/></w:r>",
            run("ships."),
            run("Check this with the lawyer.", inside="<w:rPr><w:vanish/></w:rPr>"),
        ),
        paragraph(run("fewer doctors"), properties='<w:numPr><w:numId w:val="1"/></w:numPr>'),
        paragraph(run("two teachers less"), properties='<w:numPr><w:numId w:val="1"/></w:numPr>'),
        "<w:tbl><w:tr><w:tc>",
        paragraph(run("January")),
        "</w:tc><w:tc>",
        paragraph(run("874 residents")),
        "</w:tc></w:tr></w:tbl>",
        # A text box, and the picture that old programs show in its place.
        paragraph(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>",
            paragraph(run("In the box: the route closes if nobody bids.")),
            "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>",
            paragraph(run("In the box: the route closes if nobody bids.")),
            "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            run("The council\u2019s lawyers say the ministry would then have to run it itself."),
        ),
        "<w:sectPr/></w:body></w:document>",
    ]
)

STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
</w:styles>"""

FOOTNOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {W}>
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2">{paragraph('<w:r><w:footnoteRef/></w:r>', run(" Table of crossings, October 2031."))}</w:footnote>
</w:footnotes>"""

CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Ferry draft 3</dc:title><dc:creator>The Quillhaven desk</dc:creator></cp:coreProperties>"""

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""

RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ["office", "text", "table", "meta"]
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {NAMES} {DC} office:version="1.3"><office:body><office:text>
<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><office:change-info/><text:p>The company lied.</text:p></text:deletion></text:changed-region><text:changed-region text:id="ct2"><text:insertion><office:change-info/></text:insertion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">A winter without the ferry</text:h>
<text:p>The ferry made<text:s text:c="3"/>412 crossings<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Table of crossings, October 2031.</text:p></text:note-body></text:note> in <text:change text:change-id="ct1"/>nine months.</text:p>
<text:p>Sound Line<text:tab/>denies this.<office:annotation><dc:creator>Desk</dc:creator><text:p>Ask them again.</text:p></office:annotation><text:change-start text:change-id="ct2"/> Every euro went into the ships.<text:change-end text:change-id="ct2"/><text:line-break/>It said so twice.</text:p>
<text:list><text:list-item><text:p>fewer doctors</text:p></text:list-item><text:list-item><text:p>two teachers less</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>January</text:p></table:table-cell><table:table-cell><text:p>874 residents</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""

META = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta {NAMES} {DC} office:version="1.3"><office:meta><dc:creator>The Quillhaven desk</dc:creator><dc:language>en-GB</dc:language></office:meta></office:document-meta>"""


def write(name, parts):
    with zipfile.ZipFile(HERE / name, "w") as archive:
        for part, text in parts:
            info = zipfile.ZipInfo(part, (2031, 11, 5, 10, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if part == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)


HERE.mkdir(exist_ok=True)
write(
    "tracked.docx",
    [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", DOCUMENT),
        ("word/styles.xml", STYLES),
        ("word/footnotes.xml", FOOTNOTES),
        ("docProps/core.xml", CORE),
    ],
)
write(
    "tracked.odt",
    [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", CONTENT),
        ("meta.xml", META),
    ],
)
