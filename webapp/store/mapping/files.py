"""Mappings as files: JSON beside the table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from webapp.model.problems import InputError
from webapp.model.terms import Terms
from webapp.store.mapping.base import Mapping

VERSION = 1
MOST_BYTES = 2**20
KEYS = {
    "version": int,
    "columns": dict,
    "day_order": (str, type(None)),
    "century": (str, type(None)),
    "party_separator": str,
    "types": dict,
    "status": str,
    "source": str,
    "terms": dict,
}
TERMS_KEYS = ("licence", "credit", "redistribution", "url")


def mapping_beside(path: Path) -> Path:
    """Where the mapping of a file is saved."""
    return path.with_name(f"{path.name}.mapping.json")


def save_mapping(mapping: Mapping, path: Path) -> None:
    """Write a mapping. Raises OSError when that is not possible."""
    text = json.dumps(as_json(mapping), ensure_ascii=False, indent=2) + "\n"
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def as_json(mapping: Mapping) -> dict[str, Any]:
    """Plain values for JSON."""
    terms = {name: getattr(mapping.terms, name) for name in TERMS_KEYS}
    return {
        "version": VERSION,
        "columns": mapping.columns,
        "day_order": mapping.day_order,
        "century": mapping.century,
        "party_separator": mapping.party_separator,
        "types": mapping.types,
        "status": mapping.status,
        "source": mapping.source,
        "terms": terms,
    }


def load_mapping(path: Path) -> Mapping:
    """The mapping in a file. Raises InputError, in words, when it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} is too large for a mapping. Is it another file?")
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"There is no mapping at {path}. Check the name and the folder.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no mapping: it is not JSON ({error}).") from error
    wrong = _wrong_form(found)
    if not wrong:
        mapping = _mapping(found)
        wrong = mapping.wrong()
    if wrong:
        raise InputError(f"{path} is no mapping that can be used. {' '.join(wrong)}")
    return mapping


def _mapping(found: dict[str, Any]) -> Mapping:
    given = {name: value for name, value in found.items() if name not in ("version", "terms")}
    return Mapping(**given, terms=Terms(**found.get("terms", {})))


def _wrong_form(found: object) -> list[str]:
    """What keeps parsed JSON from being a mapping."""
    if not isinstance(found, dict):
        return ["It must be an object with “version” and “columns”."]
    if found.get("version") != VERSION or found["version"] is True:
        return [f"Its “version” must be {VERSION}."]
    wrong = [
        f"“{name}” is not known. Known are: {', '.join(KEYS)}." for name in found.keys() - KEYS
    ]
    wrong += [
        f"“{name}” must be {_kind(kind)}."
        for name, kind in cast(dict[str, type], KEYS).items()
        if name in found and not isinstance(found[name], kind)
    ]
    return wrong or [*_wrong_texts(found), *_wrong_terms(found.get("terms", {}))]


def _wrong_texts(found: dict[str, Any]) -> list[str]:
    return [
        f"“{name}” must give a text for “{key}”."
        for name in ("columns", "types", "terms")
        for key, value in found.get(name, {}).items()
        if not isinstance(value, str)
    ]


def _wrong_terms(terms: dict[str, Any]) -> list[str]:
    known = ", ".join(TERMS_KEYS)
    return [f"“{key}” is no term. Terms are: {known}." for key in terms if key not in TERMS_KEYS]


def _kind(kind: object) -> str:
    if kind is dict:
        return "an object"
    return "a text" if kind is str else "a text or null"
