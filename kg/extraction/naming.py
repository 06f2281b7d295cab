"""What stands around a name and says of whom, of what or where it is: apposition, adjectives, affiliations."""

from __future__ import annotations

from kg.extraction.cues import cues, words
from kg.extraction.syntax import Syntax
from kg.extraction.voices import is_document, utters
from kg.model import Mention
from kg.terms import is_a

SUBJECT = ("nsubj", "nsubjpass")
IN = frozenset(("in", "by", "during", "at"))


def just_before(s: Syntax, noun: int) -> int | None:
    """The name right before the comma of an apposition, which the parse may have hung higher up."""
    first = s.noun_phrase(noun)[0]
    while first and s.lower[first - 1] in ("a", "an", "the", "its", "his", "her", "their"):
        first -= 1
    if first < 2 or s.lower[first - 1] not in (",", "("):
        return None
    mention = s.mention_at.get(first - 2)
    return mention.head if mention is not None and mention.head > s.head[noun] else None


def is_bygone(s: Syntax, *nouns: int) -> bool:
    """ "a former colleague": what the nouns say is over."""
    kids = (c for noun in nouns for c in s.kids(noun, "amod", "compound", "advmod", "nmod"))
    return any(s.lower[c] in words().bygone for c in kids)


def fronted(s: Syntax, noun: int) -> list[int]:
    """ "A Velta University lecturer, Berg wrote it": the person behind the comma of what opens the sentence."""
    first, last = s.parse.sentences[s.parse.sentence[noun]]
    if (
        s.noun_phrase(noun)[0] > first + 1
        or s.dep[noun] in ("pobj", "dobj", "appos")
        or s.tag[noun] not in ("NN", "NNP")
    ):
        return []
    if s.lower[first] not in ("a", "an", "the") and first != s.noun_phrase(noun)[0]:
        return []
    comma = next((t for t in range(noun + 1, min(last, noun + 12)) if s.word[t] == ","), last)
    behind = s.mention_at.get(comma + 1)
    if (
        behind is None
        or behind.first != comma + 1
        or s.dep[behind.head] != "nsubj"
        or type_at(s, behind.head) != "Person"
    ):
        return []
    return [] if any(s.is_verb(t) and s.dep[t] != "acl" for t in range(noun, comma)) else [behind.head]


def joined(s: Syntax, name: int) -> list[int]:
    """ "Anna Berg and Carl Dorn of Velta": the name before, which has no "of" of its own."""
    if s.dep[name] != "conj" or s.head[name] not in s.mention_heads:
        return []
    before, this = s.mention_heads[s.head[name]], s.mention_heads[name]
    return [before.head] if s.lower[before.last : this.first] == ("and",) else []


def affixed(s: Syntax, name: int) -> list[int]:
    """ "Anna Berg of Velta": what stands right behind the name, wherever the parse hung it."""
    last = s.mention_heads[name].last
    last += s.lower[last : last + 2] == (",", "of")
    if s.lower[last : last + 1] != ("of",):
        return []
    at = last + (2 if s.lower[last + 1 : last + 2] == ("the",) else 1)
    behind = s.mention_at.get(at)
    return [behind.head] if behind is not None and behind.first == at and behind.kind == "name" else []


def agendas(s: Syntax, verb: int) -> list[int]:
    """ "His schedule includes talks": the schedule; nothing of a book that covers them."""
    if s.lemma[verb] not in words().covering:
        return []
    return [t for t in s.kids(verb, "nsubj") if s.lemma[t] in words().agendas]


def renamed(s: Syntax, subject: int) -> list[int]:
    """ "The company changed its name to Velta", "it became known as Velta", "was renamed Velta": Velta."""
    verb = s.head[subject]
    if s.dep[subject] not in ("nsubj", "nsubjpass"):
        return []
    if s.lemma[verb] == "change" and any(s.lower[o] == "name" for o in s.kids(verb, "dobj")):
        return [t for o in (verb, *s.kids(verb, "dobj")) for t in s.prepositional(o, frozenset(("to",)))]
    known = [c for c in (verb, *s.kids(verb, "acomp", "xcomp", "oprd")) if s.lower[c] == "known"]
    if known and any(s.lemma[c] == "become" for c in (verb, *s.kids(verb, "aux", "auxpass"))):
        return s.prepositional(known[0], frozenset(("as",)))
    if s.lemma[verb] in ("rename", "rebrand") and s.dep[subject] == "nsubjpass":
        return [*s.kids(verb, "oprd"), *s.prepositional(verb, frozenset(("as",)))]
    return []


def described_noun(s: Syntax, word: int) -> list[int]:
    """The noun an adjective of nation says the nation of, if it is of a person: "actor" in "an American film actor"."""
    while s.dep[word] == "conj" and s.head[word] in s.mention_heads:
        word = s.head[word]
    noun = s.head[word]
    if s.dep[word] not in ("amod", "compound", "nmod") or noun < word:
        return []
    if any(title.political and title.of for title in s.titles_from(word, word + 2)):
        return []  # "the Austrian minister": whose minister, and so no more than that
    while noun not in s.mention_at and s.dep[noun] in ("amod", "compound", "nmod") and s.head[noun] > noun:
        if s.lemma[noun].lower() in words().bodies:
            return []
        noun = s.head[noun]
    lemma = s.lemma[noun].lower()
    introducing = {s.lemma[t].lower() for t in s.kids(noun, "compound", "nmod") if noun in s.mention_at}
    organization = lemma in words().institutions or introducing & words().institutions  # "the Greek daily Velta"
    return [] if lemma in words().posted or organization else [noun]


def possessed(s: Syntax, country: int) -> list[int]:
    """ "Denmark's Carl Dorn": the person right behind a country's name."""
    mention = s.mention_heads[country]
    behind = s.mention_at.get(mention.last + 1)
    if (
        s.lower[mention.last : mention.last + 1] not in (("'s",), ("'",))
        or behind is None
        or behind.first != mention.last + 1
    ):
        return []
    return [behind.head] if behind.kind == "name" and type_at(s, behind.head) == "Person" else []


def affiliations(s: Syntax, name: int) -> list[int]:
    """Names before the noun that introduces a name: "Norda engineer Anna Berg", "the Vienna newspaper Tagblatt"."""
    found: list[int] = []
    for child in s.kids(name, "compound", "nmod", "amod"):
        if (
            child not in s.mention_at
            and child not in s.titled
            and s.pos[child] in ("NOUN", "PROPN")
            and s.lemma[child].lower() not in words().outsiders
        ):
            found += [t for t in s.subtree(child) if t < child and t in s.mention_heads]
    return found


def apposed(s: Syntax, name: int) -> list[int]:
    """ "Norda Corp., Vienna": a name behind a comma."""
    mention = s.mention_at.get(name)
    if mention is None or mention.last + 1 >= len(s.word) or s.lower[mention.last] != ",":
        return []
    behind = s.mention_at.get(mention.last + 1)
    if behind is None or s.dep[behind.head] not in ("appos", "npadvmod") or behind.kind != "name":
        return []
    if s.lower[behind.last : behind.last + 1] in (("and",), ("or",)):
        return []  # one more of a list
    return [behind.head]


def compounds(s: Syntax, noun: int) -> list[int]:
    """Names that stand before the noun: "the Berg-Dorn summit", "the Norda Corp. bid"."""
    return [token for token in premodifiers(s, noun) if s.mention_heads[token].kind != "adjective"]


def premodifiers(s: Syntax, noun: int) -> list[int]:
    """The same, adjectives of nations included: "a Japanese official"."""
    found: list[int] = []
    for child in s.kids(noun, "compound", "nmod", "amod"):
        found += [t for t in s.subtree(child) if t < noun and t in s.mention_heads and t not in s.valued]
    label = s.word[noun + 1 : noun + 2] == (":",) and s.word[noun - 1] == ")"  # "Anna Berg (Velta) Editor: Carl Dorn"
    return [] if label else found


def dyad(s: Syntax, noun: int) -> list[int]:
    """People and countries before the noun: "the Berg-Dorn summit"; not "the NATO summit", which is a whole body's."""
    return [t for t in premodifiers(s, noun) if type_at(s, t) in ("Person", "Country")]


def type_at(s: Syntax, head: int) -> str:
    return s.document.entities[s.mention_heads[head].entity].type


def type_of(s: Syntax, token: int) -> str:
    """The type of the entity whose mention covers the token."""
    return s.document.entities[s.mention_at[token].entity].type


def is_ranked(s: Syntax, noun: int) -> bool:
    """ "the first leader", "the only company": an infinitive says what that one does."""
    return any(s.lower[c] in ("first", "second", "third", "only", "last", "latest", "next") for c in s.children[noun])


def addressees(s: Syntax, verb: int) -> list[int]:
    """Who is told: the object of "tell", or "to X" on another verb of saying, or on the message it is said in."""
    if s.lemma[verb] in words().told:
        inside = swallowed(s, verb)
        alone = not s.kids(verb, "xcomp", "ccomp", "advcl") and all(s.lower[p] != "for" for p in s.kids(verb, "prep"))
        asked = alone and s.lemma[verb] in ("ask", "urge")
        told = [t for t in s.kids(verb, "dobj", "dative") if s.dep[t] != "prep"]
        return [inside.head] if inside else [t for t in told if not asked or _is_told(s, t)]
    messages = [t for t in s.prepositional(verb, IN) if s.lemma[t].lower() in words().messages]
    to = [
        *s.prepositional(verb, frozenset(("to",))),
        *(told for message in messages for told in s.prepositional(message, frozenset(("to", "with")))),
    ]
    return [t for t in to if t in s.mention_at or (s.pos[t] != "NUM" and s.lemma[t].lower() not in words().documents)]


def _is_told(s: Syntax, token: int) -> bool:
    """Who is asked, not what is asked for: "urged the merger of the two firms"."""
    return s.lemma[token].lower() in words().crowds or (utters(s, token) and not is_document(s, token))


def swallowed(s: Syntax, verb: int) -> Mention | None:
    """ "Told Velta dealers had left": who is told, whom the parser put before the subject of what was said."""
    mention = s.mention_at.get(verb + 1)
    if mention is None or s.lemma[verb] not in words().told or s.kids(verb, "dobj", "dative"):
        return None
    organization = is_a(s.document.entities[mention.entity].type, "Organization")
    noun = s.head[mention.head]
    inside = s.dep[mention.head] in ("compound", "nmod") and noun >= mention.last and s.dep[noun] in SUBJECT
    return mention if organization and inside and s.head[s.head[noun]] == verb else None


def phrase(s: Syntax, verb: int) -> str:
    """The lemma of a verb with the particle or preposition that makes it another verb: "call off", "call for"."""
    lemma, table = s.lemma[verb].lower(), cues().governor
    if lemma not in table and f"{lemma}e" in table and s.lower[verb] != lemma:
        lemma += "e"  # the lemmatizer's "slat" for "slated"
    for child in s.children[verb]:
        if s.dep[child] in ("prt", "prep", "advmod", "acomp"):
            phrase = f"{lemma} {s.lower[child]}"
            if phrase in table:
                return phrase
    return lemma


def ruler(s: Syntax, noun: int, country: int) -> int | None:
    """ "The leaders of Ruritania and Graustark", "Ruritania's president": who holds that office in this article."""
    said = " ".join((*(s.lower[t] for t in s.kids(noun, "amod", "compound")[-1:]), s.lemma[noun]))
    holders = {
        title.holder
        for title in s.document.titles
        if title.political and title.tenure == "current" and country in title.of and title.holder is not None
        if (title.text.lower() in words().rulers if said.endswith("leader") else title.text.lower() == said)
    }
    return holders.pop() if len(holders) == 1 else None
