"""Titles of proposals: what happened in the present tense, actor first, claims as claims.

They are drafts for a person, put together from the clause: who acts, the verb in the present tense,
and what follows it without the words that date it, which the timeline tells by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from webapp.extract.base import Evidence, Report, Span
from webapp.extract.cues import verb_cue
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.speakers import core, plain_name
from webapp.extract.language import Token
from webapp.extract.reports.words import end_of, is_verb, past, start_of
from webapp.extract.types.clause import children, lemma
from webapp.extract.wording import (
    capital,
    closed,
    is_plural,
    join,
    present,
    tidy,
    whole,
    within,
    without_circumstance,
    without_voice,
)
from webapp.model.columns import TITLE_LENGTH

SHORTEST, LONGEST = TITLE_LENGTH
FEW = 3
"""A piece of a quotation of so many words or less does not stand alone."""
LEAST_CONTENT = 40
"""Letters that are kept for what happened, however long the name of who says it is."""
PLURAL_TAGS = ("NNS", "NNPS")
PLACING = ("prep", "npadvmod", "advmod", "punct", "cc", "advcl", "agent", "conj", "relcl", "acl")
"""Dependents before which a clause that is too long can be cut."""
FILLERS = frozenset(("however", "meanwhile", "also", "then", "moreover", "therefore", "later"))
FIRST_PERSONS = re.compile(r"\b(?:I|we|my|our|me|us)\b", re.IGNORECASE)


def title_of(draft: Draft, article: Article, fields: Mapping[str, Evidence]) -> Evidence:
    """A title that the codebook takes; always a guess, since it is no one's words but ours."""
    says = fields.get("speaker")
    speaker = short_name(says.value, article) if says else ""
    report = draft.voice if draft.form == "statement" else _empty_words(draft)
    if report is not None:
        words = _statement(draft, report, speaker, article)
    else:
        words = _act(draft, speaker, article, fields)
        if FIRST_PERSONS.search(words) and draft.voice is not None and "“" not in words:
            clause = tidy(draft.clause.of(article.text)).strip('“”"‘’')
            words = _spoken(f"{speaker or 'A source'}: ", f"“{clause}", "”")
    return Evidence(fitted(words), draft.clause, "title: put together from the clause", True)


def _empty_words(draft: Draft) -> Report | None:
    """The report of an act of words whose clause does not tell what was said ("he warned")."""
    own = draft.own
    if own is None or not own.content or own.content[0].end > draft.head.idx:
        return None
    return own


def fitted(words: str) -> str:
    """Words of the length that a title may have."""
    text = capital(tidy(words))
    if len(text) < SHORTEST:
        return f"Event: {text}" if text else "Untitled event"
    whole = closed(text)
    return whole if len(whole) <= LONGEST else closed(within(text, LONGEST - 2))


def short_name(name: str, article: Article) -> str:
    """The surname of a person whose full name the article gives; other names as they are."""
    words = name.split()
    if len(words) in (2, 3) and all(word[:1].isupper() for word in words):
        surname = words[-1]
        if _is_person(surname, article) and name not in article.known:
            return surname
    return name


def _is_person(surname: str, article: Article) -> bool:
    return any(token.ent_type_ == "PERSON" for token in article.mentions(surname))


# Statements


def _statement(draft: Draft, report: Report, speaker: str, article: Article) -> str:
    """ "Slutsky says significant progress has been made"."""
    content = _content(report, article)
    who = speaker or "A source"
    if report.kind == "direct" or FIRST_PERSONS.search(content):
        return _spoken(f"{who}: ", f"“{_first_words(report, article)}", "”")
    if ". " in content:
        return _spoken(f"{who}: ", content, "")
    verb = present(_saying(draft.head), _are_several(who, article))
    room = max(LONGEST - len(who) - len(verb) - 2, LEAST_CONTENT)
    return f"{who} {verb} {_shorter(report, content, room, article)}"


def _first_words(report: Report, article: Article) -> str:
    """The first piece of what was said that is more than a word or two, without its marks."""
    pieces = [tidy(s.of(article.text)).strip("“”\"‘’' ,.") for s in report.content]
    return next((piece for piece in pieces if len(piece.split()) > FEW), " ".join(pieces))


def _saying(cue: Token) -> str:
    """The verb of a statement, where it can have a clause after it; else to say."""
    known = verb_cue(lemma(cue)) if is_verb(cue) else None
    takes = known is not None and "that" in known.takes
    return lemma(cue) if takes and lemma(cue) not in _TO_SOMEBODY else "say"


_TO_SOMEBODY = frozenset(("tell", "inform", "remind", "assure", "write", "notify", "quote"))


def _spoken(before: str, words: str, after: str) -> str:
    room = LONGEST - len(before) - len(after)
    return f"{before}{within(words, room)}{after}"


def _content(report: Report, article: Article) -> str:
    """What is said, in one piece, without the words that join it to who says it."""
    pieces = " ".join(span.of(article.text) for span in report.content)
    text = tidy(pieces).rstrip(".")
    text = re.sub(r"^that\b\s*", "", text, flags=re.IGNORECASE)
    return text if text[:2] == "I " or not _lowers(report, article) else text[:1].lower() + text[1:]


def _lowers(report: Report, article: Article) -> bool:
    """Whether the first word has its capital from the sentence only, not from a name."""
    tokens = article.words.within(report.content[0])
    # "that" is left out
    first = next((t for t in tokens if t.text[:1].isalpha() and t.text.lower() != "that"), None)
    if first is None or first.ent_type_ or (first.text.isupper() and first.text != "A"):
        return False
    small = first.text.lower()
    common = first.pos_ in _CLOSED or first.tag_ == "NNS"
    return common or bool(article.mentions(small))


_CLOSED = frozenset(("DET", "PRON", "ADP", "SCONJ", "AUX"))


def _shorter(report: Report, content: str, room: int, article: Article) -> str:
    """What is said, up to the end of a phrase where it is too long."""
    if len(content) <= room:
        return content
    for token in reversed(article.words.within(report.content[0])):
        if token.dep_ in PLACING and token.dep_ != "punct":
            cut = tidy(article.text[report.content[0].start : start_of(token)])
            cut = whole(re.sub(r"^that\b\s*", "", cut))
            if LEAST_CONTENT // 2 <= len(cut) <= room and content.lower().startswith(cut.lower()):
                return content[: len(cut)]
    return within(content, room)


# Acts


def _act(draft: Draft, speaker: str, article: Article, fields: Mapping[str, Evidence]) -> str:
    """ "Russia carries out airstrikes on a training base, Ukrainian officials allege"."""
    verb = _governing(draft)
    subject = _subject(verb, article, fields) if verb is not None else ""
    told = "" if _speaks_itself(draft, speaker, subject) else _told(draft, speaker, article)
    room = max(LONGEST - len(told), LEAST_CONTENT)
    if verb is None:
        return capital(_phrase(draft, room, article)) + told
    if not subject:
        return _bare(draft, verb, room, article, fields) + told
    start = f"{subject} {_verb(verb, _agrees(verb, subject, article))}{_antecedent(verb)}"
    end = _before_voice(draft, verb) if told else draft.clause.end
    return f"{start} {_rest(verb, end, room - len(start) - 1, article)}".strip() + told


def _before_voice(draft: Draft, verb: Token) -> int:
    """Where the clause ends, or who says it begins ("..., residents said"), behind the verb."""
    voice = draft.voice
    spans = [span for span in (voice.source, voice.cue) if span] if voice else []
    return min([draft.clause.end, *(s.start for s in spans if s.start > verb.idx)])


def _agrees(verb: Token, subject: str, article: Article) -> bool:
    """Whether the verb is plural: by the subject's own word where that is what stands there."""
    noun = _subject_noun(verb)
    if noun is None or noun.text not in subject:
        return is_plural(subject)
    counted = any(c.dep_ == "conj" for c in noun.children)
    several = noun.tag_ in PLURAL_TAGS or noun.pos_ == "NUM" or counted
    return several or _common_plural(noun.text, article) or is_plural(subject)


def _common_plural(word: str, article: Article) -> bool:
    """Whether a word with a capital is a plural elsewhere: "Miners" where "miners" died."""
    return any(token.tag_ == "NNS" for token in article.mentions(word.lower()))


def _antecedent(verb: Token) -> str:
    """The object that stands before a relative clause: "sanctions that it imposed"."""
    relative = [c for c in verb.children if c.dep_ == "dobj" and c.tag_ in ("WDT", "WP")]
    return f" {verb.head.text}" if relative and verb.dep_ == "relcl" else ""


def _governing(draft: Draft) -> Token | None:
    """The verb of the clause; None where a phrase alone names the event."""
    if is_verb(draft.head):
        return draft.head
    verb = draft.head.head
    inside = draft.clause.start <= verb.idx < draft.clause.end
    return verb if is_verb(verb) and inside and verb.i != draft.head.i else None


def _speaks_itself(draft: Draft, speaker: str, subject: str) -> bool:
    """Whether who vouches for the event is who the title begins with."""
    if draft.status == "reported" or not speaker:
        return True
    if draft.status == "claimed" and draft.voice is None and subject:
        return True
    return draft.status != "alleged" and speaker.split()[-1] in subject.split()


def _told(draft: Draft, speaker: str, article: Article) -> str:
    verb = "allege" if draft.status == "alleged" else "say"
    name = _small(speaker, article)
    return f", {name} {present(verb, _are_several(speaker, article))}"


def _small(speaker: str, article: Article) -> str:
    """A speaker within a sentence: "Residents" and "Two delegates" are no names."""
    first = speaker.split()[0] if speaker.split() else ""
    found = article.mentions(first)
    named = any(t.pos_ == "PROPN" or t.ent_type_ not in ("", "CARDINAL") for t in found)
    return speaker if named or not found else speaker[:1].lower() + speaker[1:]


def _are_several(speaker: str, article: Article) -> bool:
    """Whether a speaker is several, by the parser's word for the noun where that is no name."""
    noun = re.split(r" (?:of|in|at|for|from|near|who|with|on)\b|,", speaker)[0].split()
    tags = {token.tag_ for token in article.mentions(noun[-1] if noun else "")}
    return "NNS" in tags or is_plural(speaker)


def _subject(verb: Token, article: Article, fields: Mapping[str, Evidence]) -> str:
    """Who acts in the words of the article, shortened; the parties where it is a pronoun."""
    actors = fields.get("actors")
    parties = actors.value.split(";") if actors and actors.value else []
    noun = _subject_noun(verb)
    if noun is not None and noun.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        noun = verb.head
    if noun is not None and noun.text.lower() in ("he", "she"):
        return _last_person(noun, article) or join(parties)
    if noun is None or noun.pos_ == "PRON" or noun.tag_ in ("WDT", "WP", "DT"):
        return join(parties)
    if noun.ent_type_ == "PERSON":
        name = plain_name(core(noun, article).of(article.text))
        return noun.text if name.endswith(noun.text) and " " in name else name
    phrase = tidy(re.sub(r"\s*\([^)]*\)?", "", _subject_phrase(noun, article)))
    if len(phrase) > 45 and parties and not children(verb, "nsubjpass"):
        return join(parties)
    return phrase


def _last_person(pronoun: Token, article: Article) -> str:
    """The surname of the person named last before a pronoun in its paragraph."""
    block = article.words.block_number(pronoun.idx)
    for token in reversed(article.words.tokens[max(0, pronoun.i - 80) : pronoun.i]):
        if article.words.block_number(token.idx) != block:
            break
        if token.ent_type_ == "PERSON" and token.tag_ == "NNP":
            return token.text
    return ""


def _subject_phrase(noun: Token, article: Article) -> str:
    """The words of a subject with what is coordinated with it, without what hangs loosely on it."""
    hanging = [c for c in noun.children if c.dep_ in ("appos", "relcl", "acl") and c.i > noun.i]
    end = min([end_of(noun), *(start_of(c) for c in hanging)])
    tokens = _undated(article.words.within(Span(start_of(noun), end)), article)
    if noun.pos_ == "PROPN" and tokens and tokens[0].tag_ == "PRP$":
        tokens = tokens[1:]
    return _joined(tokens, article)


def _subject_noun(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is coordinated with or depends on."""
    found = children(verb, "nsubj", "nsubjpass")
    if found:
        return found[0]
    if verb.dep_ in ("conj", "xcomp") and is_verb(verb.head) and verb.head.i != verb.i:
        return _subject_noun(verb.head)
    return None


def _verb(verb: Token, plural: bool) -> str:
    """The verb with its auxiliaries, told in the present."""
    helpers = [t for t in children(verb, "aux", "auxpass", "neg") if t.i < verb.i]
    words = {t.text.lower() for t in helpers}
    particle = "".join(f" {t.text}" for t in children(verb, "prt") if t.i == verb.i + 1)
    if words & {"will", "would", "wo", "'ll", "’ll"}:
        negated = any(t.dep_ == "neg" for t in helpers)
        passive = "be " if children(verb, "auxpass") else ""
        base = verb.text if passive else lemma(verb)
        return f"will {'not ' * negated}{passive}{base}{particle}"
    if children(verb, "auxpass") or (verb.tag_ == "VBG" and words & {"is", "are", "was", "were"}):
        return f"{present('be', plural)} {verb.text}{particle}"
    if any(t.dep_ == "neg" for t in helpers):
        return f"{present('do', plural)} not {lemma(verb)}{particle}"
    modals = [t.text for t in helpers if t.tag_ == "MD"]
    if modals:
        return f"{modals[0]} {lemma(verb)}{particle}"
    return present(lemma(verb), plural) + particle


def _rest(verb: Token, end: int, room: int, article: Article) -> str:
    """What follows a verb in its clause, undated, cut before a phrase where it is too long."""
    tokens = [t for t in article.words.within(Span(past(verb), end)) if not _of_verb(t, verb)]
    return _fitting(_undated(tokens, article), room, article)


def _fitting(tokens: Sequence[Token], room: int, article: Article) -> str:
    """As many of the words as there is room for, up to the end of a phrase."""
    for count in _cuts(tokens):
        words = whole(without_circumstance(without_voice(_joined(tokens[:count], article))))
        if len(words) <= room:
            return words
    return within(_joined(tokens, article), room)


def _of_verb(token: Token, verb: Token) -> bool:
    if token.head.i != verb.i:
        return False
    return token.dep_ in ("prt", "auxpass", "aux") or (
        token.dep_ == "advmod" and lemma(token) in FILLERS
    )


def _undated(tokens: Sequence[Token], article: Article) -> list[Token]:
    """Words without those that date the clause and the preposition before them."""
    dated = {t.i for t in tokens if article.is_time(t.idx) and not article.words.quotation(t.idx)}
    governing = {
        t.head.i
        for t in tokens
        if t.i in dated and t.dep_ == "pobj" and t.head.i + 4 > t.i and lemma(t.head) in _DATING
    }
    return [t for t in tokens if t.i not in dated and t.i not in governing]


_DATING = frozenset(
    ("on", "in", "at", "of", "since", "during", "by", "from", "until", "after", "before")
)


def _cuts(tokens: Sequence[Token]) -> Iterator[int]:
    """How many words to keep: all, then fewer and fewer, always up to the end of a phrase."""
    yield len(tokens)
    starts = {min(t.left_edge.i, t.i) for t in tokens if t.dep_ in PLACING and t.dep_ not in _TIED}
    for at in range(len(tokens) - 1, 1, -1):
        if tokens[at].i in starts:
            yield at


_TIED = frozenset(("advmod", "agent", "punct"))
"""Dependents that are never left out alone."""


def _joined(tokens: Sequence[Token], article: Article) -> str:
    """Words with the spaces that stand between them in the text."""
    words = []
    for token in tokens:
        gap = article.text[past(token) : past(token) + 1].isspace()
        words.append(token.text + " " * gap)
    return tidy("".join(words))


def _bare(
    draft: Draft, verb: Token, room: int, article: Article, fields: Mapping[str, Evidence]
) -> str:
    """A clause whose subject is not known: the words of what was done, as a phrase."""
    recipients = fields.get("recipients")
    undergone = verb.tag_ in ("VBN", "VBD") and not children(verb, "dobj")
    if undergone and recipients and recipients.value:
        name = join(recipients.value.split(";"))
        rest = _rest(verb, draft.clause.end, room - len(name) - len(verb.text) - 6, article)
        return f"{name} {present('be', is_plural(name))} {verb.text} {rest}".strip()
    return _phrase(draft, room, article)


def _phrase(draft: Draft, room: int, article: Article) -> str:
    """The clause itself, undated, without an article at its start."""
    tokens = [t for t in article.words.within(draft.clause) if not t.text.isspace()]
    while tokens and (tokens[0].pos_ in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ")):
        tokens = tokens[1:]
    kept = _undated(tokens, article) or list(tokens)
    return _fitting(kept, room, article) or within(_joined(kept, article), room)
