"""Which words look like names of people, and which like names of publishers."""

from __future__ import annotations

import re

_PARTICLE = r"(?:al|ben|bin|da|de|del|della|der|di|dos|du|el|la|le|st|ten|ter|van|von|y)"
_PART = r"(?:[^\W\d_a-z][\w'’.-]*|(?:al|el|d|de|la)[-'’][^\W\d_][\w'’-]*)"
_NAME = re.compile(rf"{_PART}(?:\s+(?:{_PARTICLE}\s+)*{_PART}){{1,4}}")
_BODY = re.compile(
    r"\b(?:press|news|times|post|agency|reuters|journal|guardian|bbc|cnn|afp|ap|upi|tass|dpa"
    r"|xinhua|tribune|herald|telegraph|magazine|media|network|television|radio|tv|bureau|service"
    r"|broadcasting|independent|observer|chronicle|gazette|review|weekly|daily|today|world"
    r"|courier|sentinel|dispatch|globe|inquirer|examiner|bulletin|wire"
    r"|free europe|deutsche welle|al jazeera|epoch|france presse|npr|pbs|institute|center"
    r"|centre|university|council|group|foundation)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"(?:The|[A-Z][\w.'’&-]*)(?: (?:(?:of|and|the|for|de|la) )?[A-Z][\w.'’&-]*){0,6}"
)
_WITH_THE = re.compile(rf"The {_PART}(?: {_PART}){{0,4}}")
_ROLE = re.compile(
    r"\b(?:staff|correspondents?|reporters?|editors?|writers?|journalists?|columnists?|analysts?"
    r"|contributors?|producers?|team|desk|photographers?|fellows?)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:the|and|breaking|latest|live|opinion|analysis|exclusive|related|articles?|stor(?:y|ies)"
    r"|more|read|share|comments?|photos?|videos?|updated?|subscribe|advertisement|politics|sports?"
    r"|business|middle|east|europe|africa|asia|america|united|states|nations|kingdom|north|south"
    r"|west|war|crisis|conflict|talks|january|february|march|april|june|july|august|september"
    r"|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|ukraine|russia|israel|gaza|syria|sudan|yemen|china|iran|iraq|key|points?|what|why|how|who"
    r"|security|foreign|affairs|national|international|local|home|top|special|report|editorial)\b",
    re.IGNORECASE,
)


def is_person(words: str) -> bool:
    """Whether words may be a person's name: two to five of them, each with a capital."""
    return (
        bool(_NAME.fullmatch(words))
        and words[-1] not in ".!?:"
        and not is_body(words)
        and not is_role(words)
    )


def is_surely_person(words: str) -> bool:
    """As `is_person`, for words that nothing introduces as a name."""
    return is_person(words) and len(words.split()) <= 4 and not _NO_NAME.search(words)


def is_body(words: str) -> bool:
    """Whether words name a publisher or another body; no person's name begins with "The"."""
    return bool(_BODY.search(words)) or bool(_WITH_THE.fullmatch(words))


def is_named_body(words: str) -> bool:
    """As `is_body`, for words that nothing introduces: each has a capital."""
    return is_body(words) and bool(_CAPITALS.fullmatch(words))


def is_role(words: str) -> bool:
    """Whether words name what somebody does for a publisher."""
    return bool(_ROLE.search(words))
