"""Files to upload, decent and not, made on the spot."""

import io
import zipfile
import zlib

import pikepdf
from PIL import Image

from salerno_web.credentials.uploads.cleaning import TEST_VIRUS


def a_pdf(*, pages=1, change=None, **saving):
    """Return a PDF of empty pages, changed before it is saved."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 200))
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **saving)
    return out.getvalue()


def a_picture(kind="PNG", size=(20, 30), **saving):
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **saving)
    return out.getvalue()


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def named_script(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(2)")
    names = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), action]))
    document.Root.Names = pikepdf.Dictionary(JavaScript=names)


def page_script(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(3)")
    document.pages[0].obj["/AA"] = pikepdf.Dictionary(O=action)


def launch(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    _annotate(document, pikepdf.Name.Link, A=action)


def form_script(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(4)")
    _annotate(document, pikepdf.Name.Widget, AA=pikepdf.Dictionary(K=action))
    fields = pikepdf.Array([document.pages[0].obj["/Annots"][0]])
    document.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>", Fields=fields)


def bad_link(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:alert(5)")
    _annotate(document, pikepdf.Name.Link, A=action)


def chained_link(document):
    then = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(6)")
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org", Next=then)
    _annotate(document, pikepdf.Name.Link, A=action)


def attachment(document):
    document.attachments["evil.exe"] = b"MZ an attached program"


def plain_link(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/rule")
    _annotate(document, pikepdf.Name.Link, A=action)


def _annotate(document, subtype, **own):
    box = pikepdf.Array([0, 0, 10, 10])
    annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=subtype, Rect=box, **own)
    page = document.pages[0].obj
    page["/Annots"] = pikepdf.Array([document.make_indirect(annotation)])


def a_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.html", "<script>alert(7)</script>")
    return out.getvalue()


def endless(megabytes):
    """Return zeros, packed in a moment: one packed megabyte is repeated."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    return parts[0] + parts[1] * (megabytes - 1) + packer.flush()


def a_png_bomb(side=30_000):
    """Return a small file that is a huge picture."""
    rows = zlib.compress(b"\0" * (side // 8 + 1) * 2000, 9)
    head = side.to_bytes(4) + side.to_bytes(4) + b"\1\0\0\0\0"

    def chunk(name, content):
        crc = zlib.crc32(name + content).to_bytes(4)
        return len(content).to_bytes(4) + name + content + crc

    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def with_stream(content, **told):
    """Return a PDF that draws a stream as it is given, packed or not."""

    def change(document):
        stream = pikepdf.Stream(document, content)
        for name, value in told.items():
            stream[f"/{name}"] = value
        drawn = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=document.make_indirect(stream)))
        document.pages[0].obj["/Resources"] = drawn

    level = pikepdf.StreamDecodeLevel.none
    return a_pdf(change=change, compress_streams=False, stream_decode_level=level)


def a_pdf_bomb(megabytes):
    """Return a small PDF of which one stream is very many zeros."""
    return with_stream(endless(megabytes), Filter=pikepdf.Name.FlateDecode)


def an_index_bomb(megabytes):
    """Return a PDF of which the list of its objects is very many zeros."""
    packed = endless(megabytes)
    head = b"%PDF-1.5\n"
    told = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(packed)
    body = head + told + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    rows = ((0, 0, 0), (1, len(head), 0), (2, 1, 0), (1, len(body), 0))
    table = b"".join(bytes([a]) + b.to_bytes(4) + bytes([c]) for a, b, c in rows)
    cross = b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>" % len(table)
    tail = b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + cross + tail


VIRUS = TEST_VIRUS
