"""What a person decides about an event: accept, edit, reject, reopen, split, merge, add one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from webapp.extract.base import Span
from webapp.extract.text import read_document
from webapp.model.columns import EVENT_NAMES
from webapp.store.checks import is_whole
from webapp.workspace.base import Article, FieldEvidence, Invalid, Item, Position, WorkspaceError
from webapp.workspace.cells import cleaned, filled, unknown
from webapp.workspace.checking import OFFSETS, refuse_draft, refuse_event
from webapp.workspace.journal import Action
from webapp.workspace.naming import event_name
from webapp.workspace.records import find_article

PERSON = "person"
"""The rule of a value that a person has written."""
TOLD_BY_OTHERS = ("actors", "recipients", "place", "fatalities")
"""Fields of merged events that the first one takes from the others where it has none."""
Pair = tuple[int, int]
"""The number of an item and the version that somebody has seen."""


def accept(action: Action, pair: Pair, changes: Mapping[str, str] | None) -> Item:
    """Put an event on the timeline, with changes if any. Raises Invalid unless its row keeps every
    rule of the codebook."""
    item = action.held(*pair, states=("open", "rejected"))
    article = find_article(action.connection, item.article_id)
    new = replace(_written(item, changes or {}, article), state="accepted")
    refuse_event(new.fields, article)
    return action.change(item, _named(action, new))


def _named(action: Action, item: Item) -> Item:
    """With its permanent name, which is made when it is accepted for the first time."""
    if item.fields.get("event_id"):
        return item
    name = event_name(action.connection, item.fields["date"], item.fields["title"])
    return replace(item, fields={"event_id": name, **item.fields})


def edit(action: Action, pair: Pair, changes: Mapping[str, str]) -> Item:
    """Change fields. An accepted event must stay acceptable; an open one may be unfinished."""
    item = action.held(*pair, states=("open", "accepted", "rejected"))
    article = find_article(action.connection, item.article_id)
    new = _written(item, changes, article)
    if item.state == "accepted":
        refuse_event(new.fields, article)
    else:
        refuse_draft(new.fields, _changed(item.fields, new.fields), article)
    return action.change(item, new)


def reject(action: Action, pair: Pair) -> Item:
    """It is no event, or not one of ours."""
    item = action.held(*pair, states=("open", "accepted"))
    return action.change(item, replace(item, state="rejected"))


def reopen(action: Action, pair: Pair) -> Item:
    """Take a decision back without undoing what was written."""
    item = action.held(*pair, states=("accepted", "rejected"))
    return action.change(item, replace(item, state="open"))


def split(action: Action, pair: Pair, at: int) -> tuple[Item, Item]:
    """Two open events out of one; `at` is a position in the text within its clause. The first one
    keeps the permanent name, if there is one."""
    item = action.held(*pair, states=("open", "accepted"))
    article = _with_text(action, item.article_id)
    parts = [_trimmed(article.text, *part) for part in _parted(item.clause, at)]
    if any(start >= end for start, end in parts):
        raise Invalid({"at": "must lie between two words of the event"})
    action.change(item, replace(item, state="split"))
    unnamed = {name: value for name, value in item.fields.items() if name != "event_id"}
    first = action.add(_at(item, parts[0], item.fields, article))
    second = action.add(_at(item, parts[1], unnamed, article))
    return first, second


def _parted(clause: Position, at: int) -> tuple[Position, Position]:
    return (clause[0], at), (max(at, clause[0]), clause[1])


def _trimmed(text: str, start: int, end: int) -> Position:
    words = text[start:end] if start < end else ""
    left = len(words) - len(words.lstrip())
    return start + left, start + len(words.rstrip())


def merge(action: Action, pairs: Sequence[Pair]) -> Item:
    """One open event out of several of one article: from the first start to the last end, with the
    fields of the one that is named first; what it does not know of parties, place and deaths the
    others tell."""
    if len({number for number, _ in pairs}) < 2:
        raise WorkspaceError("Merging needs at least two different events.")
    held = [action.held(*pair, states=("open", "accepted")) for pair in pairs]
    if len({item.article_id for item in held}) > 1:
        raise WorkspaceError(
            "Only events of one article can be merged. Link reports of the same event instead."
        )
    article = _with_text(action, held[0].article_id)
    clause = min(item.clause[0] for item in held), max(item.clause[1] for item in held)
    for item in held:
        action.change(item, replace(item, state="merged"))
    first = _filled_up(held)
    return action.add(_at(first, clause, first.fields, article))


def _filled_up(held: Sequence[Item]) -> Item:
    """The first of several, with what only the others know; nobody acts upon himself."""
    first = held[0]
    fields, evidence = dict(first.fields), dict(first.evidence)
    for other in held[1:]:
        for name in TOLD_BY_OTHERS:
            value = other.fields.get(name, "")
            beside = fields.get({"actors": "recipients", "recipients": "actors"}.get(name, ""), "")
            if value and not fields.get(name) and not {*value.split(";")} & {*beside.split(";")}:
                fields[name] = value
                if name in other.evidence:
                    evidence[name] = other.evidence[name]
    return replace(first, fields=fields, evidence=evidence)


def own(action: Action, article_id: str, position: Position, fields: Mapping[str, str]) -> Item:
    """An open event of one's own from words of the article. What is missing may come later."""
    article = _with_text(action, article_id)
    inside = 0 <= position[0] < position[1] <= len(article.text)
    start, end = _trimmed(article.text, *position) if inside else (0, 0)
    if start >= end:
        raise Invalid({"quote": "must be words of the article: select some in the text"})
    empty = Item(0, article.id, "own", "open", 0, (0, 0), (0, 0), {}, {}, None)
    begun = replace(_at(empty, (start, end), {}, article), version=0)
    new = replace(_written(begun, fields, article), version=1)
    refuse_draft(new.fields, {name for name, value in fields.items() if value}, article)
    return action.add(new)


def _with_text(action: Action, article_id: str) -> Article:
    article = find_article(action.connection, article_id)
    if not article.text:
        raise WorkspaceError(
            "The text of this article is not in the workspace, only its description. Add the "
            "article to work on its words."
        )
    return article


def _at(item: Item, clause: Position, fields: Mapping[str, str], article: Article) -> Item:
    """A new open item on a stretch of the text, which is its quote."""
    quoted = {**fields, **_quote(article.text, clause)}
    return replace(
        item,
        state="open",
        version=1,
        clause=clause,
        sentence=sentence_around(article.text, clause),
        fields=quoted,
    )


def _quote(text: str, place: Position) -> dict[str, str]:
    start, end = place
    return {"quote": text[start:end], "quote_start": str(start), "quote_end": str(end)}


def sentence_around(text: str, clause: Position) -> Position:
    """From the start of the first sentence that a clause touches to the end of the last one."""
    document = read_document(text)
    first = document.sentence_of(clause[0]) or Span(*clause)
    last = document.sentence_of(max(clause[0], clause[1] - 1)) or Span(*clause)
    return min(first.start, clause[0]), max(last.end, clause[1])


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    return {name for name in {*old, *new} if old.get(name, "") != new.get(name, "")}


def _written(item: Item, changes: Mapping[str, str], article: Article) -> Item:
    """The item with the values that a person has written; quote and offsets follow each other, and
    the highlighted words follow the quote."""
    changes = cleaned(changes)
    _refuse_names(item, changes)
    new = filled({**item.fields, **changes})
    if article.text:
        new = _settled(new, _changed(item.fields, new), article.text, item.clause[0])
    item = replace(item, evidence=_credited(item, new))
    place = _place(new, article.text)
    if place is None or not _changed(item.fields, new) & {"quote", *OFFSETS}:
        return replace(item, fields=new)
    return replace(item, fields=new, clause=place, sentence=sentence_around(article.text, place))


def _credited(item: Item, new: Mapping[str, str]) -> dict[str, FieldEvidence]:
    """What supports each field. A value that a person has written is a person's, and no guess; the
    words that the old one rested on stay named."""
    found = dict(item.evidence)
    for name in _changed(item.fields, new):
        old = item.evidence.get(name)
        place = (old.start, old.end) if old else (None, None)
        found[name] = FieldEvidence(*place, PERSON, False)
    return found


def _refuse_names(item: Item, changes: Mapping[str, str]) -> None:
    wrong = unknown(changes, (*EVENT_NAMES, *item.fields))
    named = item.fields.get("event_id")
    if named and changes.get("event_id", named) != named:
        wrong["event_id"] = f"is permanent: links lead to it; it stays {named}"
    if not named and changes.get("event_id"):
        wrong["event_id"] = "is given when the event is accepted"
    if changes.get("source_id", item.article_id) not in ("", item.article_id):
        wrong["source_id"] = f"must be the article that it stands in: {item.article_id}"
    if wrong:
        raise Invalid(wrong)


def _settled(fields: dict[str, str], changed: set[str], text: str, near: int) -> dict[str, str]:
    """Offsets of a quote that was changed alone, or the quote of offsets that were."""
    if "quote" in changed and not changed & set(OFFSETS) and fields.get("quote"):
        start = _nearest(text, fields["quote"], near)
        return (
            fields | _quote(text, (start, start + len(fields["quote"]))) if start >= 0 else fields
        )
    if "quote" not in changed and changed & set(OFFSETS):
        place = _offsets(fields)
        if place and 0 <= place[0] < place[1] <= len(text):
            return fields | _quote(text, place)
    return fields


def _nearest(text: str, words: str, near: int) -> int:
    """Where words stand that is nearest to a position; -1 where they do not."""
    before, after = text.rfind(words, 0, near + len(words)), text.find(words, near)
    if before < 0 or after < 0:
        return max(before, after)
    return before if near - before <= after - near else after


def _offsets(fields: Mapping[str, str]) -> Position | None:
    start, end = (fields.get(name, "") for name in OFFSETS)
    return (int(start), int(end)) if is_whole(start) and is_whole(end) else None


def _place(fields: Mapping[str, str], text: str) -> Position | None:
    """Where the quote stands, if it does."""
    place = _offsets(fields)
    if place is None or not text:
        return None
    return place if text[place[0] : place[1]] == fields.get("quote") else None
