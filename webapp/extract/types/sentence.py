"""All event words of a sentence, and the one type of a whole sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.extract.language import Token
from webapp.extract.types.base import HOSTILE, UNREAL, Typing
from webapp.extract.types.clause import (
    DEEPEST,
    MODIFIERS,
    below,
    children,
    complements,
    is_verb,
    lemma,
    names,
    subjects,
)
from webapp.extract.types.decide import SPEAKERS, make, noun_arguments, type_of
from webapp.extract.types.likely import Likely, counts, likeliest, words_of
from webapp.extract.types.match import entry_of
from webapp.extract.types.mood import Mood, mood_of
from webapp.extract.types.nouns import tells_of_event, whole
from webapp.extract.types.shallow import shallow

NOT_AN_EVENT = frozenset({"compound", "nmod", "amod", "npadvmod"})
"""Roles in which a noun only describes another ("attack helicopters")."""


NARRATING = frozenset({"act", "light", "aspect", "warn"})
"""Kinds whose words govern what follows only when they make something unreal of it."""
HARM = frozenset({"kill", "wound", "injure", "destroy", "damage"})
"""Verbs that tell what an attack did, where another verb has told the attack."""
FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
"""Tags of verbs that a parser may have hung on a noun instead of making them the main word."""
ASIDE = frozenset({"relcl", "advcl", "conj", "parataxis"})
"""Roles of clauses that tell something of their own."""
FUTURE = Mood(future=True)
MEDIA = frozenset({"newspaper", "radio", "television", "agency", "daily", "paper", "reporter"})
MEDIA |= {
    "journalist",
    "diplomat",
    "witness",
    "resident",
    "expert",
    "magazine",
    "analyst",
    "source",
}
"""Who tells of others without accusing them."""
SURE = 0.5
"""The share of a type at which the words are believed against "somebody says something"."""
FAIR = 0.22
"""The share of a type at which the words are believed where no rule knows anything."""
ENOUGH = 6
"""Known words that a sentence must have for that."""
TELLING = frozenset({"say", "claim", "insist", "maintain", "report", "state", "declare", "contend"})
"""Verbs by which a party tells what another did."""
GROUPS = frozenset(
    {"group", "movement", "organisation", "organization", "faction", "jihad", "wing"}
)
GROUPS |= {"eta", "hamas", "cell", "gang", "caller", "statement"}
"""Who claims deeds rather than reports them."""
REPORTING = frozenset({"report", "warn", "source"})


def kind_of(token: Token) -> str:
    """The kind of the row that a word fits, empty when there is none."""
    entry = entry_of(token)
    return entry.kind if entry else ""


def content_of(head: Token) -> list[Token]:
    """Everything that hangs on a word but for clauses of their own standing."""
    own = frozenset({"nsubj", *ASIDE})
    near = [t for t in head.children if not (is_verb(head) and t.dep_ in own)]
    return [t for word in near for t in [word, *below(word, ASIDE)]]


def used_nouns(head: Token) -> Iterator[Token]:
    """Nouns that made a verb mean what it means ("lodge a *protest*")."""
    entry = entry_of(head)
    words = {w for c in entry.when if c.wanted for w in c.words} if entry else set()
    for noun in noun_arguments(head):
        if noun.dep_ in ("dobj", "nsubjpass", "pobj", "attr") and words & set(names(noun)):
            yield noun


def governed(head: Token, typing: Typing) -> set[int]:
    """The words that name no event of their own because this one governs them."""
    kind = kind_of(head)
    if kind in ("attitude", "decide") or (typing.code in UNREAL and kind in NARRATING):
        return {t.i for t in content_of(head)}
    if kind in ("light", "aspect"):
        return {t.i for t in (*noun_arguments(head), *complements(head))}
    return {t.i for t in used_nouns(head)} if is_verb(head) else set()


def only_describes(token: Token) -> bool:
    """Whether a word only describes a noun ("attack helicopters", "retreating soldiers")."""
    if token.pos_ == "ADJ":
        return token.dep_ not in ("acomp", "attr", "oprd", "ROOT", "conj", "ccomp")
    return token.dep_ in NOT_AN_EVENT


def candidates(tokens: Sequence[Token]) -> list[tuple[Token, Typing]]:
    """Words that name an event when they are looked at alone."""
    found = []
    for token in tokens:
        typing = None if only_describes(token) else type_of(token)
        if typing is not None:
            found.append((token, typing))
    return found


def standing(tokens: Sequence[Token]) -> list[tuple[Token, Typing]]:
    """Candidates that no other one governs."""
    found = candidates(tokens)
    hidden: set[int] = set()
    for head, typing in found:
        if head.i not in hidden:
            hidden |= governed(head, typing)
    return [(head, typing) for head, typing in found if head.i not in hidden]


def triggers(tokens: Sequence[Token]) -> tuple[Typing, ...]:
    """Every event word of a sentence in order, without those that another one governs.

    A noun that only refers to an event is none; a verb that only reports counts when what it
    reports names no event.
    """
    kept = [(h, t) for h, t in standing(tokens) if is_verb(h) or tells_of_event(h)]
    kept = [(h, t) for h, t in kept if not is_consequence(h, t)]
    kept = [(h, t) for h, t in kept if not is_told_by_verb(h, t, kept)]
    events = {head.i for head, _ in kept}
    return tuple(t for h, t in kept if not is_mere_report(h, t, events))


def is_told_by_verb(noun: Token, typing: Typing, kept: Sequence[tuple[Token, Typing]]) -> bool:
    """Whether the verb of a noun tells the same event ("*airstrikes* hit a school")."""
    if is_verb(noun):
        return False
    above = whole(noun).head
    above = above.head if above.pos_ == "ADP" and above.dep_ in ("agent", "prep") else above
    return any(h.i == above.i and is_verb(h) and t.code == typing.code for h, t in kept)


def is_consequence(head: Token, typing: Typing, depth: int = DEEPEST) -> bool:
    """Whether a verb only adds to the event that its head tells ("hit a bus, *killing* two")."""
    above = head.head
    if above.i == head.i or not is_verb(above) or children(head, "nsubj", "nsubjpass", "mark"):
        return False
    if depth and head.dep_ == "conj" and is_consequence(above, typing, depth - 1):
        return True
    follows = head.dep_ == "advcl" and head.tag_ == "VBG"
    harm = head.dep_ == "conj" and lemma(head) in HARM
    main = type_of(above) if follows or harm else None
    return main is not None and main.code == typing.code


def is_mere_report(head: Token, typing: Typing, events: set[int]) -> bool:
    """Whether a verb only reports an event that has its own word."""
    kind = kind_of(head)
    if kind not in REPORTING or typing.code != "STATEMENT":
        return False
    if kind == "source":
        return bool(events - {head.i})
    return any(t.i in events for verb in complements(head) for t in [verb, *below(verb)])


def root_of(tokens: Sequence[Token]) -> Token | None:
    """The head of the sentence."""
    return next((t for t in tokens if t.head.i == t.i or t.dep_ == "ROOT"), None)


def main_event(head: Token, depth: int = DEEPEST) -> Typing | None:
    """The event of the main verb; of what it says, where it only says something."""
    typing = type_of(head)
    if typing is not None and not (kind_of(head) in REPORTING and typing.code != "THREATEN"):
        return typing
    inner = (main_event(verb, depth - 1) for verb in said_by(head) if depth)
    found = next((one for one in inner if one is not None), None)
    order = ordered(head) if typing is not None else None
    if order is not None:
        return order
    condition = condition_of(head) if typing is not None else None
    soft = found is None or (condition == "unless" and found.code in ("AGREE", "REJECT"))
    if condition is not None and soft:
        return make(head, "THREATEN", f"what will happen {condition} ... is a threat", FUTURE)
    if found is not None and typing is not None and found.code in HOSTILE and not found.expected:
        return told_deed(head, found, by_index_of(head)) or found
    if found is None and typing is not None and any(refuses(t) for t in complements(head)):
        return make(head, "REJECT", "what a speaker will not do is refused", FUTURE)
    return found or typing


def ordered(head: Token) -> Typing | None:
    """What a quoted order is: "*Free the nurse*, the envoy told the rebels" is a demand, with "or
    face ..." a threat; "Keep out of this" refuses."""
    for verb in children(head, "ccomp", "advcl", "parataxis"):
        bare = verb.tag_ in ("VB", "VBP") and verb.i < head.i
        if not bare or children(verb, "nsubj", "nsubjpass", "aux", "mark", "expl"):
            continue
        typing = type_of(verb)
        if typing is not None and typing.code in ("REJECT", "THREATEN"):
            return typing
        threat = any(lemma(t) == "or" for t in children(verb, "cc"))
        code = "THREATEN" if threat else "REQUEST"
        return make(verb, code, "an order in quoted words", Mood(duty=True))
    return None


def by_index_of(head: Token) -> dict[int, Token]:
    """The words below a verb by their place."""
    return {token.i: token for token in below(head)}


def told_deed(head: Token, deed: Typing, words: dict[int, Token]) -> Typing | None:
    """What saying that harm was done is: an accusation when one party says it of another ("Syria
    said Israeli jets had bombed ..."), a statement when those who did it claim it."""
    verb = words.get(deed.trigger)
    speakers = children(head, "nsubj")
    if verb is None or not speakers or deed.negated or lemma(head) not in TELLING:
        return None
    doers = subjects(verb)
    if any(lemma(t) in GROUPS for t in speakers) and any(is_own(t) for t in doers):
        return make(head, "STATEMENT", f"{deed.rule}; those who did it claim it", mood_of(head))
    if any(lemma(t) in MEDIA for t in speakers):
        return None
    said_by = {w for t in speakers for w in parties_in(t)}
    done_by = {w for t in doers for w in parties_in(t)}
    if said_by and done_by and not said_by & done_by:
        return make(head, "ACCUSE", f"{deed.rule}; one party says it of another", mood_of(head))
    return None


def is_own(noun: Token) -> bool:
    """Whether a subject means the speakers ("it", "its men")."""
    return lemma(noun) in SPEAKERS or bool(
        [t for t in children(noun, "poss") if lemma(t) in ("its", "their", "his", "her", "our")]
    )


def parties_in(noun: Token) -> set[str]:
    """States and peoples that a noun names or is described by, cut to what "Iran" and "Iranian"
    share."""
    words = [noun, *children(noun, *MODIFIERS)]
    return {t.text.lower()[:4] for t in words if t.ent_type_ in ("GPE", "NORP")}


def refuses(verb: Token) -> bool:
    """Whether a clause tells what the speakers themselves will not do."""
    mood = mood_of(verb)
    speaker = any(lemma(t) in SPEAKERS for t in children(verb, "nsubj"))
    return speaker and mood.negated and mood.future and lemma(verb) != "be"


def said_by(head: Token) -> Iterator[Token]:
    """The clauses that may tell what a verb says, nearest first ("wrote, *asking* them ...")."""
    yield from complements(head)
    yield from children(head, "attr", "acomp")
    yield from (t for t in children(head, "advcl") if t.tag_ == "VBG" and is_speech(t))


def is_speech(verb: Token) -> bool:
    """Whether a verb names something that is done in words."""
    entry = entry_of(verb)
    return entry is not None and entry.kind in ("attitude", "charge", "report")


def condition_of(head: Token) -> str | None:
    """`if` or `unless` where a verb reports what would happen then."""
    for verb in complements(head):
        mood = mood_of(verb)
        if not (mood.future or mood.possible):
            continue
        for clause in children(verb, "advcl"):
            for mark in children(clause, "mark"):
                if lemma(mark) == "unless" or (lemma(mark) == "if" and not mood.negated):
                    return lemma(mark)
    return None


def main_of(root: Token) -> Typing | None:
    """The event of the main word; of a verb that hangs on it, where the main word is a noun."""
    if root.pos_ not in ("NOUN", "PROPN"):
        return main_event(root)
    finite = [t for t in children(root, "acl", "advcl", "amod", "relcl") if t.tag_ in FINITE]
    finite.sort(key=lambda verb: verb.tag_ == "VBN")  # "Chad, hit by floods, asked ..."
    found = (main_event(verb) for verb in finite)
    return next((one for one in found if one is not None), None) or main_event(root)


def classify(tokens: Sequence[Token]) -> Typing:
    """The one type of a whole sentence: the main verb's, else that of the first event word; where
    no rule knows more than that somebody speaks, what the words go with most."""
    root = root_of(tokens)
    broken = root is not None and root.pos_ in ("NOUN", "PROPN")
    main = shallow(tokens) if broken else None
    if main is None and root is not None:
        main = charged(root) or main_of(root)
    if root is not None and main is not None and main.code == "STATEMENT":
        main = second_main(root) or more_than_said(root, tokens) or main
    if main is None:
        main = shallow(tokens)
    if main is not None:
        return main
    by_index = {token.i: token for token in tokens}
    told = [one for one in triggers(tokens) if one.code != "STATEMENT"]
    told.sort(key=lambda one: is_aside(by_index[one.trigger]))
    return told[0] if told else fallback(tokens)


def charged(root: Token) -> Typing | None:
    """The charge behind what is charged: "Soldiers killed the editor, his widow alleged"."""
    for verb in children(root, "parataxis"):
        if verb.i > root.i and lemma(verb) in ("allege", "charge", "complain", "protest"):
            return make(verb, "ACCUSE", "what somebody alleges", Mood())
    return None


def by_words(likely: Likely) -> Typing:
    """What the words of a sentence go with most, as a typing."""
    rule = f"the words go with it ({likely.share:.0%})"
    return make(likely.token, likely.code, rule, Mood())


def more_than_said(root: Token, tokens: Sequence[Token]) -> Typing | None:
    """The type that the words go with, where the rules only know that somebody says something."""
    left_out = {"say", "warn", "would", "will"} if kind_of(root) == "warn" else {"say"}
    rest = [token for token in tokens if lemma(token) not in left_out]
    likely = likeliest(rest) if kind_of(root) in REPORTING else None
    known = sum(word in counts() for word in words_of(rest))
    if likely is None or likely.code == "STATEMENT" or likely.share < SURE or known < ENOUGH:
        return None
    return by_words(likely)


def second_main(root: Token) -> Typing | None:
    """The event of a verb coordinated with one that only states: "thought of it *but refused*"."""
    if kind_of(root) == "source":
        return None
    if any(lemma(t) in ("nor", "or") for t in children(root, "cc")):
        return None
    verbs = (
        verb for verb in children(root, "conj") if is_verb(verb) and not children(verb, "nsubj")
    )
    found = (main_event(verb) for verb in verbs)
    return next((one for one in found if one is not None and one.code != "STATEMENT"), None)


def is_aside(token: Token) -> bool:
    """Whether a word stands in a clause that only describes a noun."""
    while token.head.i != token.i:
        if token.dep_ in ("relcl", "acl", "amod"):
            return True
        token = token.head
    return False


def is_of_everyday(root: Token | None) -> bool:
    """Whether the main verb is known to tell of no event, by what does it or what it is done to:
    prices that fall, films that are shot."""
    entry = entry_of(root) if root is not None else None
    if entry is None or entry.kind != "none":
        return False
    return any(c.wanted and c.slot in ("subj", "obj") for c in entry.when)


def is_subject_of_all(noun: Token) -> bool:
    """Whether a noun is the subject of the main verb."""
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head.dep_ == "ROOT"


def fallback(tokens: Sequence[Token]) -> Typing:
    """Words without an event: the type that they go with most."""
    named = standing(tokens)
    subjects_of_all = [t for head, t in named if is_subject_of_all(head)]
    likely = None if is_of_everyday(root_of(tokens)) else likeliest(tokens)
    if likely is not None and likely.share >= FAIR and not subjects_of_all:
        return by_words(likely)
    found = subjects_of_all or [typing for _, typing in named]
    return found[0] if found else make(tokens[0], "OTHER", "no event word", Mood())
