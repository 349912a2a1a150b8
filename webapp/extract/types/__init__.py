"""Which type of event a verb, a noun or a sentence names: the words are data, the rules small."""

from __future__ import annotations

from webapp.extract.types.base import Typing
from webapp.extract.types.decide import type_of
from webapp.extract.types.sentence import classify, triggers

__all__ = ["Typing", "classify", "triggers", "type_of"]
