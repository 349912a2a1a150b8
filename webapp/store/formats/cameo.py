"""CAMEO, the coding scheme of GDELT and ICEWS: event codes, countries, roles of actors.

The codes stand in data files beside this module; the labels are ours. A longer code has the type
and the label of its longest beginning that the file lists.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from webapp.store.formats.common import Table, each, mask

HERE = Path(__file__).resolve().parent
_CODE = re.compile(r"\d{1,4}", re.ASCII)
LOST_ZERO = "has lost a leading zero and is read as {code}; keep codes as text"
UNKNOWN = "is not a code of CAMEO (two to four digits that begin with 01 to 20); shown as Other"


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def _types() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["type"], row["label"]) for row in _rows("cameo_types.csv")}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Common English names by three-letter code and by other names, in small letters."""
    names = {}
    for row in _rows("countries.csv"):
        for other in (row["code"], row["name"], *row["also"].split("|")):
            names[other.casefold()] = row["name"]
    names.pop("", None)
    return names


@lru_cache(maxsize=1)
def _actors() -> dict[tuple[str, str], str]:
    return {(row["kind"], row["code"]): row["name"] for row in _rows("actor_codes.csv")}


@lru_cache(maxsize=65536)
def mend(code: str, root: str = "") -> str:
    """A code as CAMEO writes it, empty when it is none.

    `root` is the two digits that a table gives beside it. Without it, two digits are taken for
    three that lost their zero: tables of events have no code of two digits.
    """
    digits = code.strip().removesuffix(".0")
    if not _CODE.fullmatch(digits):
        return ""
    padded = "0" + digits
    root = root.removesuffix(".0").zfill(2) if root else ""
    if root and digits.startswith(root) and _is_root(root):
        return digits
    if root and padded.startswith(root) and _is_root(root):
        return padded
    if (len(digits) >= 3 or digits.startswith("0")) and _is_root(digits[:2]):
        return digits
    return padded if _could_be(padded) else ""


def _could_be(code: str) -> bool:
    """Whether a code that is put together is one of CAMEO's: its second level is listed, or 0."""
    listed = code[:3] in _types() or code[2:3] == "0"
    return _is_root(code[:2]) and len(code) <= 4 and listed


def _is_root(digits: str) -> bool:
    return len(digits) == 2 and digits in _types()


def _listed(code: str) -> tuple[str, str]:
    """Type and label of a code, by its longest beginning in the list."""
    starts = (code[:length] for length in range(len(code), 1, -1))
    return next((_types()[start] for start in starts if start in _types()), ("OTHER", "event"))


def event_type(code: str) -> str:
    """The event type of a code; OTHER for what is none."""
    return _listed(code)[0]


def label(code: str) -> str:
    """What the code means, in our short words."""
    return _listed(code)[1]


def native_type(code: str, words: str = "") -> str:
    """The code as it is shown beside our type, with the table's own words where it has some."""
    return f"CAMEO {code} · {words or label(code)}"


def read_codes(table: Table, name: str, root: str = "") -> tuple[pd.Series, pd.Series]:
    """Codes as CAMEO writes them (empty where unknown), and as they are shown.

    A code without its leading zero is mended; both this and unknown codes are said once.
    """
    cells = table.text(name)
    roots = table.text(root) if root else table.blank()
    joined = cells.astype(object) + "\x1f" + roots.astype(object)
    codes = each(joined, lambda pair: mend(*pair.split("\x1f")))
    unknown = (codes == "").to_numpy(dtype=bool)
    table.warn(name, cells, unknown, lambda value: UNKNOWN if value else f"is empty; it {UNKNOWN}")
    changed = ~unknown & (codes != cells).to_numpy(dtype=bool)
    mended = dict(zip(cells[changed], codes[changed], strict=True))
    table.warn(name, cells, changed, lambda value: LOST_ZERO.format(code=mended[value]))
    return codes, codes.where(codes != "", cells)


def country(text: str) -> str:
    """The common English name of a country given by code or by another name; empty if unknown."""
    return _countries().get(text.strip().casefold(), "")


def warn_countries(table: Table, name: str) -> None:
    """Say once which country codes are not known; they are shown as they are."""
    cells = table.text(name)
    unknown = mask(cells, lambda value: bool(value) and not country(value))
    table.warn(name, cells, np.asarray(unknown), lambda _: "is no country code that is known here")


@lru_cache(maxsize=200_000)
def party(code: str, country_code: str, group: str, role: str, name: str) -> str:
    """The party that an actor of GDELT is.

    Organs of a state stand for it; others carry their role ("Syria (rebels)"), so that rebels are
    not counted as their government. An actor of no country keeps its words.
    """
    known = _actors().get(("group", group))
    if known:
        return known
    state = country(country_code) or country_code
    if state:
        words = _actors().get(("role", role), "")
        return f"{state} ({words})" if words else state
    return _titled(name) or group or code


@lru_cache(maxsize=200_000)
def actor_words(code: str, country_code: str, group: str, role: str, name: str) -> str:
    """The party as a headline names it: with the organ of the state that acts."""
    who = party(code, country_code, group, role, name)
    organ = _actors().get(("state", role), "")
    named = organ and organ != "government" and country_code and "(" not in who
    return f"{who} ({organ})" if named else who


def _titled(name: str) -> str:
    """`LOS ANGELES` as `Los Angeles`; a name of mixed case stays."""
    text = re.sub(r"\s+", " ", name.replace(";", ",")).strip()
    return text.title() if text.isupper() and len(text) > 3 else text
