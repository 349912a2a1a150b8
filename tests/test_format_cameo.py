"""CAMEO codes: types by PLOVER, mended codes, countries, parties."""

from __future__ import annotations

import pandas as pd
import pytest

from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.store.formats import cameo
from webapp.store.formats.common import Table, slug, title

ROOTS = {
    "01": "STATEMENT",
    "02": "REQUEST",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
PARTS = {
    "080": "CONCEDE",
    "0811": "CONCEDE",
    "082": "CONCEDE",
    "083": "CONCEDE",
    "0834": "CONCEDE",
    "084": "RETREAT",
    "0841": "RETREAT",
    "085": "RETREAT",
    "086": "RETREAT",
    "087": "RETREAT",
    "0874": "RETREAT",
    "163": "SANCTION",
    "171": "COERCE",
    "1711": "COERCE",
    "1712": "ASSAULT",
    "173": "COERCE",
    "175": "ASSAULT",
    "190": "ASSAULT",
    "191": "COERCE",
    "192": "COERCE",
    "1951": "ASSAULT",
    "": "OTHER",
    "99": "OTHER",
}


@pytest.mark.parametrize(("code", "expected"), [*ROOTS.items(), *PARTS.items()])
def test_types_of_codes(code: str, expected: str) -> None:
    assert cameo.event_type(code) == expected
    if code in ROOTS:
        assert cameo.event_type(f"{code}0") == expected


def test_data_files_are_sound() -> None:
    assert {kind for kind, _ in cameo._types().values()} <= set(TYPE_BY_CODE)
    for code, (kind, label) in cameo._types().items():
        assert label
        assert cameo.event_type(code) == kind
    codes = [row["code"] for row in cameo._rows("countries.csv")]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isupper() for code in codes)


@pytest.mark.parametrize(
    ("code", "root", "mended"),
    [
        ("043", "", "043"),
        ("43", "", "043"),
        ("190", "", "190"),
        ("831", "", "0831"),
        ("1712", "", "1712"),
        ("0831", "", "0831"),
        ("10", "", "010"),
        ("10", "01", "010"),
        ("10", "1", "010"),
        ("10", "10", "10"),
        ("20", "2", "020"),
        ("43.0", "", "043"),
        ("4", "", "04"),
        ("04", "", "04"),
        ("---", "", ""),
        ("", "", ""),
        ("990", "", ""),
        ("99", "", ""),
    ],
)
def test_lost_zeros(code: str, root: str, mended: str) -> None:
    assert cameo.mend(code, root) == mended


def test_problems_with_codes_are_said_once_a_code() -> None:
    cells = pd.DataFrame({"c": ["43", "43", "190", "XX", "XX", ""]}, index=range(1, 7), dtype="str")
    table = Table("f", "k", cells)
    codes, shown = cameo.read_codes(table, "c")
    assert codes.tolist() == ["043", "043", "190", "", "", ""]
    assert shown.tolist() == ["043", "043", "190", "XX", "XX", ""]
    assert sorted((p.row, p.value) for p in table.problems) == [(1, "43"), (4, "XX"), (6, "")]
    assert {p.severity for p in table.problems} == {"warning"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RUS", "Russia"),
        ("Russian Federation", "Russia"),
        ("usa", "United States"),
        ("Viet Nam", "Vietnam"),
        ("ROM", "Romania"),
        ("", ""),
        ("QQQ", ""),
    ],
)
def test_countries(text: str, name: str) -> None:
    assert cameo.country(text) == name


@pytest.mark.parametrize(
    ("cells", "party", "words"),
    [
        (("RUSMIL", "RUS", "", "MIL", "MOSCOW"), "Russia", "Russia (military)"),
        (("RUSGOV", "RUS", "", "GOV", "KREMLIN"), "Russia", "Russia"),
        (("SYRREB", "SYR", "", "REB", "REBELS"), "Syria (rebels)", "Syria (rebels)"),
        (("UNO", "", "UNO", "", "THE U.N."), "United Nations", "United Nations"),
        (("COP", "", "", "COP", "LOCAL POLICE"), "Local Police", "Local Police"),
        (("XYZ", "XYZ", "", "", ""), "XYZ", "XYZ"),
        (("", "", "", "", ""), "", ""),
        (("ABC", "", "", "", "A;B"), "A,B", "A,B"),
    ],
)
def test_parties(cells: tuple[str, str, str, str, str], party: str, words: str) -> None:
    assert cameo.party(*cells) == party
    assert cameo.actor_words(*cells) == words


@pytest.mark.parametrize(
    "parts",
    [
        ("", "", "x", "", ""),
        ("A" * 200, "B" * 200, "c" * 200, "D" * 200, "12"),
        ("A", "B" * 200, "fighting", "Here, There", "1"),
        ("A" * 200, "", "fighting", "", ""),
    ],
)
def test_titles_have_8_to_90_characters(parts: tuple[str, str, str, str, str]) -> None:
    assert 8 <= len(title(*parts)) <= 90


def test_slugs_of_names_in_any_script() -> None:
    assert slug("Xinhua News", "x") == "xinhua-news"
    assert slug("人民日报", "x") != slug("Правда", "x")
    assert slug("人民日报", "x").startswith("x-")
