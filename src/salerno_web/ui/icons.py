"""Small pictures that stand beside words: drawn here, on a grid of 20 by 20."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "eligible": '<circle cx="10" cy="10" r="8.25"/><path d="m6.2 10.3 2.6 2.6 5-5.4"/>',
    "not-yet": '<circle cx="10" cy="10" r="8.25"/><path d="M10 5.5V10l3 2.2"/>',
    "never": '<circle cx="10" cy="10" r="8.25"/><path d="m7 7 6 6m0-6-6 6"/>',
    "cannot-tell": '<circle cx="10" cy="10" r="8.25"/><path d="M7.6 7.9c.2-1.5 1.2-2.2 2.5-2.2'
    ' 1.4 0 2.4.9 2.4 2.1 0 1.7-2.4 1.9-2.4 3.6M10 14.3v.1"/>',
    "back": '<path class="turns" d="M12.5 4.5 7 10l5.5 5.5"/>',
    "forward": '<path class="turns" d="M7.5 4.5 13 10l-5.5 5.5"/>',
    "check": '<path d="m4 10.5 4 4 8-9"/>',
    "close": '<path d="m5 5 10 10M15 5 5 15"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "globe": '<circle cx="10" cy="10" r="7.75"/><path d="M2.5 10h15M10 2.3c2.3 2.1 3.3 4.7 3.3 7.7'
    "s-1 5.6-3.3 7.7c-2.3-2.1-3.3-4.7-3.3-7.7s1-5.6 3.3-7.7Z"
    '"/>',
    "person": '<circle cx="10" cy="6.8" r="3.3"/><path d="M3.6 17.2c.7-3.7 3.2-5.6 6.4-5.6'
    's5.7 1.9 6.4 5.6"/>',
    "file": '<path d="M5 2.75h6.5L15 6.5v10.75H5zM11.3 2.9v3.8H15"/>',
    "download": '<path d="M10 3v9.5m-4-3.8 4 4 4-4M4 16.75h12"/>',
    "upload": '<path d="M10 13V3.5M6 7.3l4-4 4 4M4 16.75h12"/>',
    "source": '<path d="M3 4.5c2.6-.9 5-.7 7 .7v11c-2-1.4-4.4-1.6-7-.7zM17 4.5c-2.6-.9-5-.7-7 .7v11'
    'c2-1.4 4.4-1.6 7-.7z"/>',
    "calendar": '<path d="M3 5h14v12H3zM3 8.75h14M6.75 2.75V6.5m6.5-3.75V6.5"/>',
    "money": '<circle cx="10" cy="10" r="8.25"/><path d="M12.4 7.4c-.5-.7-1.3-1.1-2.4-1.1-1.4 0-2.4'
    " .7-2.4 1.8 0 2.5 5 1.2 5 3.8 0 1.1-1.1 1.8-2.5 1.8-1.2 0-2.1-.5-2.6-1.3M10 4.9v10.2"
    '"/>',
    "time": '<circle cx="10" cy="10" r="8.25"/><path d="M10 5v5.2l3.4 2"/>',
    "route": '<circle cx="4.5" cy="15.5" r="2"/><circle cx="15.5" cy="4.5" r="2"/>'
    '<path d="M6.5 15.5h5.8a2.8 2.8 0 0 0 0-5.6H7.7a2.7 2.7 0 0 1 0-5.4h5.8"/>',
    "place": '<path d="M10 17.7S4.3 12.1 4.3 8.2a5.7 5.7 0 0 1 11.4 0c0 3.9-5.7 9.5-5.7 9.5Z"/>'
    '<circle cx="10" cy="8.2" r="2.1"/>',
    "search": '<circle cx="8.7" cy="8.7" r="5.7"/><path d="m13 13 4.3 4.3"/>',
    "filter": '<path d="M3 5h14M5.5 10h9M8 15h4"/>',
    "attention": '<path d="M10 3 2.3 16.75h15.4zM10 8v4m0 2.3v.1"/>',
    "note": '<circle cx="10" cy="10" r="8.25"/><path d="M10 9.3v5M10 6v.1"/>',
    "lock": '<path d="M4.5 9h11v8h-11zM6.75 9V6.5a3.25 3.25 0 0 1 6.5 0V9"/>',
    "share": '<circle cx="5" cy="10" r="2.2"/><circle cx="15" cy="4.8" r="2.2"/>'
    '<circle cx="15" cy="15.2" r="2.2"/><path d="m7 9 6-3.2M7 11l6 3.2"/>',
    "bin": '<path d="M4 5.5h12M8 5.3V3.2h4v2.1M5.5 5.5 6.3 17h7.4l.8-11.5"/>',
    "pencil": '<path d="m4 16 .8-3.6 8.7-8.7 2.8 2.8-8.7 8.7zM11.7 5.5l2.8 2.8"/>',
    "law": '<path d="M10 3v13.5M6 16.75h8M4 6l6-1.7L16 6M4 6l-2 5.2h4zm12 0-2 5.2h4z"/>',
    "official": '<path d="M2.75 8 10 3.25 17.25 8zM5 8v7m3.3-7v7m3.4-7v7M15 8v7M2.75 16.75h14.5"/>',
    "provider": '<path d="M4 16.75V4h7v12.75M11 8h5v8.75M2.5 16.75h15M6.5 7h2m-2 3h2m-2 3h2"/>',
    "secondary": '<path d="M3.5 4h13v9.5H9l-3.5 3v-3h-2z"/>',
}


def draw(name: str) -> SafeString:
    """The picture of a name as SVG, hidden from those who listen; raises KeyError if unknown."""
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(SHAPES[name]),
    )
