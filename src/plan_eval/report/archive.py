"""Make the PDF both an archive (PDF/A-3a) and accessible (PDF/UA-1), in one file.

WeasyPrint writes one identification; the second goes into the XMP metadata, where PDF/A allows a
foreign schema only together with its description.
"""

from __future__ import annotations

from typing import Any

VARIANT = "pdf/a-3a"

_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = (
    f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1"/>'
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>part of ISO 14289 the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
).encode()


def claim_accessible(document: Any) -> None:
    """Add the PDF/UA-1 identification to what `document` will write as its metadata."""
    write = document.metadata.generate_rdf_metadata

    def with_ua(*args: Any, **options: Any) -> bytes:
        rdf: bytes = write(*args, **options)
        return rdf.replace(b"</rdf:RDF>", _EXTENSION + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = with_ua


def show_title(document: Any, pdf: Any) -> None:
    """A finisher: viewers show the title, not the file name, as PDF/UA asks."""
    import pydyf  # type: ignore[import-untyped]

    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
