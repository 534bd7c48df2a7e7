"""OFD documents built part by part."""

from tests.reading.reading_samples import package

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(words, x, y, *, size=4, extra="", steps="", width=60):
    """A text object at x, y (millimetres from the page's top left corner)."""
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {width} {size * 1.5}" Font="1" Size="{size}" {extra}>'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def content(*objects, template=""):
    """A page of one layer."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}>{template}<ofd:Content>'
        f'<ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(*pages, extra=None, locations=None, templates=""):
    """A document of these pages; ``locations`` stand in place of the pages' own."""
    places = locations or [f"Pages/Page_{n}/Content.xml" for n in range(len(pages))]
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="{place}"/>' for n, place in enumerate(places))
    members = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {NAMESPACE}><ofd:CommonData>'
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)},
        **(extra or {}),
    }
    return package(members)
