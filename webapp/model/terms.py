"""The terms of a table: licence, credit, and whether its rows may be passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Redistribution = Literal["free", "credit", "refused", "unknown"]
REDISTRIBUTION_WORDS: dict[Redistribution, str] = {
    "free": "Its rows may be passed on.",
    "credit": "Its rows may be passed on with credit.",
    "refused": "Its rows may not be passed on.",
    "unknown": "Whether its rows may be passed on is not known; ask whoever made it.",
}


@dataclass(frozen=True)
class Terms:
    """What whoever made a table asks of those who use it. Empty texts where nothing is known."""

    licence: str = ""
    credit: str = ""
    redistribution: Redistribution = "unknown"
    url: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is known of them."""
        return bool(self.licence or self.credit or self.redistribution != "unknown")

    @property
    def sentence(self) -> str:
        """The terms in words."""
        licence = f"Licence: {self.licence}. " if self.licence else ""
        return licence + REDISTRIBUTION_WORDS[self.redistribution]
