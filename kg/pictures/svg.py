"""How SVG is written: escaped, rounded, and with a style sheet of its own where no page has one."""

from __future__ import annotations

import re
from html import escape

_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
STATUS_COLOURS = {  # told apart by colour-blind readers too; line style and mark say the same
    "held": "#0b6b4f",
    "planned": "#2456b8",
    "ongoing": "#2456b8",
    "proposed": "#6a4bb0",
    "postponed": "#8a5200",
    "cancelled": "#b03a14",
    "blocked": "#b03a14",
    "denied": "#b03a14",
    "unknown": "#5f5b53",
}
_STYLE = (
    "svg{background:#fff;color:#1d1c1a}text{font-family:system-ui,'Noto Sans','Liberation Sans',sans-serif;"
    "fill:#1d1c1a}.dim{fill:#5f5b53}.axis{stroke:#dcd7cc}.halo{paint-order:stroke;stroke:#fff;stroke-width:4px;"
    "stroke-linejoin:round}.node{fill:#fff;stroke:#0a5a7a;stroke-width:2}.node.centre{fill:#0a5a7a}"
    ".edge{fill:none;stroke:#5f5b53;stroke-width:2}.dot{fill:#fff;stroke:#5f5b53;stroke-width:2}"
    ".land{fill:#dcd7cc;stroke:#fff;stroke-width:.5}"
    + "".join(
        f".edge.status-{name},.dot.status-{name},.cross.status-{name},.interval.status-{name}{{stroke:{colour}}}"
        f".fill.status-{name}{{fill:{colour}}}"
        for name, colour in STATUS_COLOURS.items()
    )
    + f".dot.status-held{{fill:{STATUS_COLOURS['held']}}}.interval{{stroke-width:4;stroke-opacity:.35}}"
    ".cross{stroke-width:2}.edge.status-planned,.edge.status-ongoing,.edge.status-postponed{stroke-dasharray:7 4}"
    ".edge.status-proposed,.edge.status-unknown{stroke-dasharray:2 4}"
    ".edge.status-cancelled,.edge.status-blocked,.edge.status-denied{stroke-dasharray:10 3 2 3}"
    ".dot.status-proposed,.dot.status-unknown{stroke-dasharray:2 2}"
)


def text(value: str) -> str:
    return escape(_BAD.sub("\ufffd", value), quote=True)


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """`class_` is class, `stroke_width` is stroke-width; the content is taken as it is, the attributes are escaped."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, int | float) else text(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def linked(content: str, href: str) -> str:
    return element("a", content, href=href) if href else content


def drawing(width: float, height: float, title: str, content: str) -> str:
    """The whole picture; `title` is what it says to who cannot see it."""
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
    named = f'role="group" aria-label="{text(title)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="pic" {size} {named}>{content}</svg>'


def standalone(picture: str) -> str:
    """With its own style, for a file."""
    head, tag, rest = picture.partition(">")
    return f"{head}{tag}<style>{_STYLE}</style>{rest}\n"


def shortened(value: str, most: int) -> str:
    return value if len(value) <= most else f"{value[: most - 1].rstrip()}…"


def mark(x: float, y: float, status: str, size: float = 6) -> str:
    """What became of it, as a shape: filled happened, open lies ahead, crossed came to nothing."""
    shape = element("circle", cx=x, cy=y, r=size, class_=f"dot status-{status}")
    if status in ("cancelled", "blocked", "denied"):
        arm = size * 0.6
        left, right, top, bottom = (number(each) for each in (x - arm, x + arm, y - arm, y + arm))
        crossed = f"M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}"
        shape += element("path", d=crossed, class_=f"cross status-{status}")
    return shape
