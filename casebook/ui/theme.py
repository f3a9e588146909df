"""How it looks: the style sheets, and the colours: a dark, a light and a high-contrast theme, and one without any."""

from pathlib import PurePath

from textual.theme import Theme

from casebook import paths


def _sheets(*names: str) -> tuple[PurePath, ...]:
    return tuple(paths.styles() / f"{name}.tcss" for name in names)


# What the first screen is painted with. What stands further down goes over what stands above it.
FIRST = _sheets("base", "widgets", "today", "lists")
# What each other screen needs, read when the first stands there: to read these takes as long as to compose it.
LATER = _sheets(
    "dialogs", "narrowing", "find", "radar", "review", "arrangements", "disputes", "documents", "bank_inbox",
    "in_tray", "outbox", "team", "comparison", "figures", "closing", "vat", "log", "case", "assessment",
)  # fmt: skip

DARK, LIGHT, CONTRAST, MONO = "dark", "light", "contrast", "mono"
CHOICES = (DARK, LIGHT, CONTRAST, MONO)

# What the styles name beside what every theme has; each theme says its own.
_OWN = ("urgent", "due", "quiet", "chosen", "bar")


def _theme(name: str, *, dark: bool, colours: dict[str, str], own: tuple[str, ...], ansi: bool = False) -> Theme:
    variables = dict(zip(_OWN, own, strict=True))
    variables |= {"block-cursor-text-style": "none", "input-cursor-text-style": "reverse"}
    if ansi:
        variables |= {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
    return Theme(name=name, dark=dark, ansi=ansi, variables=variables, **colours)  # type: ignore[arg-type]  # the names are those of Theme


# Each text can be read on each ground, also where a terminal has but 256 colours or 16 and takes the nearest it has.
THEMES = (
    _theme(
        DARK,
        dark=True,
        colours={
            "primary": "#7aa2c8", "foreground": "#d6d3cd", "background": "#16181c", "surface": "#1d2025",
            "panel": "#22262c", "warning": "#d9a441", "error": "#f08a75", "success": "#8fb573", "accent": "#c9a26d",
        },
        own=("#f08a75", "#e3b65b", "#a3a8b1", "#042c44", "#22262c"),
    ),
    _theme(
        LIGHT,
        dark=False,
        colours={
            "primary": "#1f5a8c", "foreground": "#22262b", "background": "#faf9f6", "surface": "#f0eee8",
            "panel": "#e6e3da", "warning": "#6f4800", "error": "#a8281c", "success": "#376619", "accent": "#6a4410",
        },
        own=("#a8281c", "#6f4800", "#565b62", "#cfe0f1", "#e6e3da"),
    ),
    _theme(
        CONTRAST,
        dark=True,
        colours={
            "primary": "#ffffff", "foreground": "#ffffff", "background": "#000000", "surface": "#000000",
            "panel": "#000000", "warning": "#ffff00", "error": "#ffb0b0", "success": "#80ff80", "accent": "#00ffff",
        },
        own=("#ffb0b0", "#ffff00", "#d0d0d0", "#0000c0", "#202020"),
    ),
    _theme(
        MONO,
        dark=True,
        ansi=True,
        colours={
            "primary": "ansi_default", "foreground": "ansi_default", "background": "ansi_default",
            "surface": "ansi_default", "panel": "ansi_default", "warning": "ansi_default", "error": "ansi_default",
            "success": "ansi_default", "accent": "ansi_default",
        },
        own=("ansi_default",) * len(_OWN),
    ),
)  # fmt: skip


def variables() -> dict[str, str]:
    """Return what the styles need while no theme of ours is in force yet."""
    return dict.fromkeys(_OWN, "#808080")
