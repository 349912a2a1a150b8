"""The parts of a clause that conditions look at: object, subject, prepositions, complements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from webapp.extract.language import Token

MOST = 150
"""Words of a clause that are looked at."""
LONGEST = 20
"""Members of a list that are looked at."""
DEEPEST = 6
"""Steps from clause to clause, or from noun to noun, that are followed."""
OBJECTS = frozenset({"dobj", "obj", "nsubjpass"})
SUBJECTS = frozenset({"nsubj", "csubj"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
CIRCUMSTANCES = {"after", "before", "since", "while", "upon", "without", "despite", "until", "by"}
CIRCUMSTANCES |= {"during", "following", "besides", "when", "amid"}
"""Prepositions whose clause tells when or how, not what."""
QUANTITIES = {"hundred", "thousand", "dozen", "million", "number", "score", "group", "member"}
QUANTITIES |= {"ten", "tens", "hundreds", "thousands", "dozens", "majority", "rest", "part"}
"""Nouns that only count what their "of" names."""
MODALS = {
    "inf": frozenset({"to"}),
    "must": frozenset({"must", "should", "ought"}),
    "will": frozenset({"will", "would", "shall", "'ll", "’ll"}),
    "may": frozenset({"may", "might", "can", "could"}),
}
"""Auxiliaries by what they make of a clause."""
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss"})


def lemma(token: Token) -> str:
    """The lemma in small letters."""
    return token.lemma_.lower()


def is_verb(token: Token) -> bool:
    """Whether the parser took the word for a verb."""
    return token.pos_ in ("VERB", "AUX")


def children(token: Token, *deps: str) -> list[Token]:
    """Dependents of these kinds."""
    return [child for child in token.children if child.dep_ in deps]


def below(head: Token, without: frozenset[str] = frozenset(), most: int = MOST) -> list[Token]:
    """The nearest words that hang on a word, without those in certain roles and what hangs on
    them. Bounded, since a sentence may be as long as a text."""
    found: list[Token] = []
    for word in chain([head], found):
        if len(found) >= most:
            break
        found += (child for child in word.children if child.dep_ not in without)
    return found


def coordinated(token: Token) -> list[Token]:
    """The word and those coordinated with it, as far as is sensible."""
    found = [token]
    for word in found:
        if len(found) >= LONGEST:
            break
        found += children(word, "conj")
    return found


def names(noun: Token, depth: int = DEEPEST) -> Iterator[str]:
    """The words of a noun phrase: heads, their modifiers and what their "of" says."""
    for head in coordinated(noun):
        yield lemma(head)
        yield head.text.lower()
        yield f"#{head.ent_type_ or head.pos_}"
        for child in children(head, *MODIFIERS):
            yield lemma(child)
            if child.ent_type_ and child.dep_ in ("compound", "nmod"):
                yield f"#{child.ent_type_}"
        if depth:
            yield from names_of_content(head, depth - 1)


def names_of_content(head: Token, depth: int) -> Iterator[str]:
    """The words of the "of" phrase of a noun; kinds of names only where the noun counts them."""
    counts = lemma(head) in QUANTITIES or head.text.lower() in QUANTITIES
    for of in children(head, "prep"):
        if lemma(of) == "of":
            words = (word for thing in children(of, "pobj") for word in names(thing, depth))
            yield from (word for word in words if counts or not word.startswith("#"))


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative clause or a participle tells of (also where a parser takes a whole
    sentence for a noun with a participle)."""
    if verb.head.i == verb.i or verb.head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        return None
    fragment = verb.head.dep_ == "ROOT" and verb.dep_ in ("advcl", "amod")
    return verb.head if verb.dep_ in ("relcl", "acl") or fragment else None


def is_passive(verb: Token) -> bool:
    """Whether what stands as its subject is its object."""
    if children(verb, "nsubjpass", "auxpass", "agent"):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl"


def own_objects(verb: Token) -> list[Token]:
    """Objects that the parser hung on the verb itself ("they were given *refuge*": not "they")."""
    found = children(verb, "dobj", "obj") or children(verb, *OBJECTS)
    return found or (children(verb, "nsubj") if is_headline_passive(verb) else [])


def is_headline_passive(verb: Token) -> bool:
    """ "Three soldiers killed": a participle with a subject and no auxiliary."""
    return verb.tag_ == "VBN" and not children(verb, "aux", "auxpass")


def objects(verb: Token, depth: int = DEEPEST) -> list[Token]:
    """What it is done to, also as the subject of a passive or the noun of a relative clause."""
    found = own_objects(verb)
    noun = antecedent(verb)
    if noun is not None and not [one for one in found if one.tag_ not in ("WDT", "WP")]:
        has_subject = children(verb, *SUBJECTS)
        relative = [one for one in has_subject if one.tag_ in ("WDT", "WP")]
        if is_passive(verb) or (has_subject and not relative):
            found.append(noun)
    return found or shared_objects(verb, depth) or subjects_of_infinitives(verb)


def shared_objects(verb: Token, depth: int) -> list[Token]:
    """The subject that a passive shares with the one that it is coordinated with."""
    shared = verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head)
    return objects(verb.head, depth - 1) if shared and depth and is_verb(verb.head) else []


def subjects_of_infinitives(verb: Token) -> list[Token]:
    """The trucks of "let *trucks* pass": what parsers take for the subject of the second verb."""
    bare = [t for t in children(verb, *COMPLEMENTS) if t.tag_ == "VB" and not children(t, "mark")]
    return [noun for clause in bare for noun in children(clause, "nsubj")]


def subjects(verb: Token, depth: int = DEEPEST) -> list[Token]:
    """Who does it, also from the verb that it is coordinated with or that governs it."""
    found = children(verb, *SUBJECTS)
    for by in children(verb, "agent"):
        found += children(by, "pobj")
    if found or children(verb, "nsubjpass"):
        return found
    noun = antecedent(verb)
    if noun is not None and not is_passive(verb):
        return [noun]
    if verb.dep_ in ("conj", "xcomp", "advcl") and is_verb(verb.head) and verb.head.i != verb.i:
        above = subjects(verb.head, depth - 1) if depth else []
        return above or children(verb.head, "nsubjpass")
    return []


def complements(verb: Token) -> list[Token]:
    """The verbs that it governs ("refused to *leave*", "accused of *bombing*")."""
    found = children(verb, *COMPLEMENTS)
    for prep in prepositions(verb):
        if lemma(prep) not in CIRCUMSTANCES:
            found += children(prep, "pcomp")
    return found


def prepositions(verb: Token) -> list[Token]:
    """Its prepositions, those of its object (where parsers waver), and those within them."""
    found = children(verb, "prep", "dative", "agent")
    for thing in own_objects(verb):
        found += children(thing, "prep")
    return found + [inner for prep in found for inner in children(prep, "prep")]


def complement_mood(verb: Token) -> set[str]:
    """How the clauses that a verb governs are put: `inf`, `must`, `will`, `may`, `base`, `own`.

    `base` is the subjunctive ("insisted that Iraq open its sites"), `bare` what may be one, `own` a
    subject of their own.
    """
    clauses = children(verb, *COMPLEMENTS)
    told = verb.tag_ in ("VBD", "VBN")
    bare = {"bare" for clause in clauses if told and is_plain_present(clause)}
    return bare | {mood for clause in clauses for mood in moods_of_clause(clause)}


def is_plain_present(clause: Token) -> bool:
    """Whether a verb is in the present after a past ("insisted that both sides *stop*"): what
    looks like the present may then be the subjunctive."""
    return clause.tag_ == "VBP" and lemma(clause) != "be" and not children(clause, "aux")


def moods_of_clause(clause: Token) -> Iterator[str]:
    """The moods of one governed clause."""
    auxiliaries = {t.text.lower() for t in children(clause, "aux", "auxpass")}
    has_subject = bool(children(clause, *SUBJECTS, "nsubjpass", "expl"))
    if has_subject:
        yield "own"
    yield from (name for name, words in MODALS.items() if auxiliaries & words)
    bare = clause.tag_ == "VB" or "be" in auxiliaries or misses_its_ending(clause)
    if bare and has_subject and not auxiliaries - {"be"}:
        yield "base"


def misses_its_ending(clause: Token) -> bool:
    """Whether a verb in the present lacks the "s" of its subject ("that the bank open")."""
    singular = [t for t in children(clause, "nsubj") if t.tag_ in ("NN", "NNP")]
    return clause.tag_ == "VBP" and any(not children(t, "conj") for t in singular)


def slots(head: Token) -> dict[str, set[str]]:
    """The words in each slot of the clause (or noun phrase) of a word."""
    found: dict[str, set[str]] = defaultdict(set)
    found["prt"] = {lemma(t) for t in children(head, "prt", "advmod", "npadvmod", "intj")}
    found["obj"] = {word for thing in objects(head) for word in names(thing)}
    found["objh"] = {lemma(thing) for thing in objects(head)}
    found["dat"] = {word for thing in children(head, "dative") for word in names(thing)}
    found["subj"] = {word for thing in subjects(head) for word in names(thing)}
    if any(children(thing, "conj") for thing in subjects(head)):
        found["subj"].add("#PAIR")
    found["comp"] = {lemma(t) for t in complements(head)}
    found["aim"] = {lemma(t) for t in children(head, "advcl", "xcomp") if t.tag_ == "VB"}
    found["cmood"] = complement_mood(head)
    found["attr"] = {w for t in children(head, "attr", "acomp", "oprd") for w in names(t)}
    found["attr"] |= {lemma(t) for t in attributes_of_small_clauses(head)}
    found["mod"] = {w for t in children(head, *MODIFIERS) for w in (lemma(t), f"#{t.ent_type_}")}
    found["head"] = {lemma(head.head)}
    found["expl"] = {lemma(t) for t in children(head, "expl")}
    found["text"] = {head.text.lower(), head.tag_}
    for prep in prepositions(head):
        found[lemma(prep)] |= {word for t in children(prep, "pobj") for word in names(t)} | {"*"}
        found[lemma(prep)] |= {lemma(t) for t in children(prep, "amod", "acomp", "pcomp")}
    found["all"] = {lemma(t) for t in [head, *below(head)]}
    return found


def attributes_of_small_clauses(head: Token) -> list[Token]:
    """The "guilty" of "found the banker guilty", which hangs on the verb as a clause."""
    return [t for t in children(head, "ccomp", "xcomp") if not is_verb(t)]
