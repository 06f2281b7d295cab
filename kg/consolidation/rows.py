"""The tables between the links of the chain, in the order they are written: what each is keyed by, and what it holds.

A comment names the tag where a key has several rows.
"""

from __future__ import annotations

import copyreg
import datetime as dt
from typing import TYPE_CHECKING, Any

from kg.consolidation.engine import Table

if TYPE_CHECKING:
    from kg.consolidation.assembly import Dated, Tenant
    from kg.consolidation.entities import Draft
    from kg.consolidation.events import Situation
    from kg.consolidation.groups import Bearer, Group
    from kg.consolidation.history import Step
    from kg.consolidation.matching import Atom, Reported
    from kg.consolidation.names import Key
    from kg.consolidation.offices import Post
    from kg.consolidation.rates import Rate
    from kg.consolidation.sightings import Said, Sighting
    from kg.consolidation.signatures import Signature
    from kg.consolidation.written import Bound
    from kg.model import Conflict, Entity, Event, Office, Written

Block = tuple[str, str]  # class, smallest id of its sightings
Triple = tuple[str, str, str]

SAID: Table[str, Said] = Table("said")  # by article; the input

# names
SIGNATURES: Table[Signature, str] = Table("signatures")  # tag: article entity; value: its first claim or ""
SEASONS: Table[str, frozenset[str]] = Table("seasons")  # article -> months and days it names without a year
DATELESS: Table[str, str] = Table("dateless")  # article -> its own month and day, where it prints no year
RATES: Table[tuple[str, int], Rate] = Table("rates")  # currency and month; tag: the claim that prints both sums
KEYS: Table[Key, int] = Table("keys")  # tag: signature; value: in how many articles
STATES: Table[str, bool] = Table("states")  # a country's name as compared; tag: signature
CLUSTERED: Table[str, Signature] = Table("clustered")  # cluster; tag: signature, or article entity where it is alone

# identity
GROUPS: Table[Key, Group] = Table("groups")
GROUP_OF: Table[Signature, Key] = Table("group of")
ALIASES: Table[Key, int] = Table("aliases")  # tag: the group that is also called so
INITIALS: Table[str, bool] = Table("initials")  # tag: group of a long name
OFFICE_MATES: Table[tuple[str, str, str, str], int] = Table("office mates")  # tag: group; value: articles
BEARERS: Table[Key, Bearer] = Table("bearers")
LAST_NAMES: Table[str, bool] = Table("last names")  # tag: group
LAST_WITH: Table[tuple[str, str], bool] = Table("last names with evidence")  # tag: group
FIRST_WITH: Table[tuple[str, str], bool] = Table("first names with evidence")  # tag: group
STEPS: Table[Key, tuple[Key, str]] = Table("steps")  # a group -> the group that its name means, and why
MATCHED: Table[tuple[str, str], bool] = Table("matched")  # family and external identifier; tag: cluster
CLUSTERS: Table[str, tuple[Signature, str]] = Table("clusters")  # tag as above; value: with the article entity or ""
REASONS: Table[Signature, str] = Table("reasons")  # why a name is in its cluster, if not for itself
CLUSTER_OF: Table[Signature, str] = Table("cluster of")
CORRECTED: Table[str, bool] = Table("corrected")  # IRI that the authority file says is another; tag: cluster
RESOLVED: Table[Signature, tuple[str, str]] = Table("resolved")  # IRI or "", and why

# entities
SLUGS: Table[tuple[str, str], Draft] = Table("slugs")  # class and slug; tag: cluster
ENTITIES: Table[str, Entity] = Table("entities")  # by cluster
IRI_OF: Table[str, str] = Table("IRI of")  # cluster -> IRI
CALLED: Table[str, bool] = Table("called")  # IRI; tag: cluster
COUNTRIES: Table[str, str] = Table("countries")  # name as compared -> IRI; tag: cluster
WANTED: Table[str, str] = Table("wanted countries")  # name as compared -> name; tag: cluster
ADDED: Table[str, str] = Table("added countries")  # name as compared -> IRI
THINGS: Table[str, Entity] = Table("things")  # by IRI; output
MEMBERS: Table[str, tuple[str, ...]] = Table("members")  # article -> its entity, IRI, why, next entity, ...; output

# offices
HOLDINGS: Table[str, Sighting] = Table("holdings")  # by id
OWNERS: Table[tuple[str, str], tuple[str, ...]] = Table("owners")  # holder and title; tag: holding
OWNER_SETS: Table[tuple[str, str], frozenset[str]] = Table("owner sets")
FORMS: Table[tuple[Post, str], bool] = Table("forms")  # post and title as printed; tag: holding
POSTS: Table[Post, int] = Table("posts")  # tag: title as printed; value: how often
TITLED: Table[str, tuple[Post, Office]] = Table("titled")  # office IRI; tag: post
OFFICES: Table[str, Office] = Table("offices")  # by IRI; output
FACES: Table[str, frozenset[str]] = Table("faces")  # person; tag: holding; value: countries
FACE_SETS: Table[str, frozenset[str]] = Table("face sets")

# events
SET_ASIDE: Table[str, tuple[tuple[str, ...], str]] = Table("set aside")  # sighting -> its claims, why; output
SIGHTINGS: Table[str, Sighting] = Table("sightings")  # by id; tag: "post" where it had to be found first
REPORTED: Table[str, Reported] = Table("reported")  # by id
# An atom of what happens only once, a purchase or words that were said, tells a story from others.
STORY: Table[str, tuple[Atom, ...]] = Table("story")  # article; tag: sighting
STORIES: Table[Atom, str] = Table("stories")  # tag: sighting; value: its article
REFERRING: Table[str, Sighting] = Table("referring")  # by id: a claim fills a role that tells it apart
BLOCKS: Table[Block, tuple[Reported, ...]] = Table("blocks")
ANCHORS: Table[str, tuple[dt.date, ...]] = Table("anchors")  # article; tag: block
AHEAD: Table[str, tuple[dt.date, ...]] = Table("ahead")  # article; tag: block
SITUATIONS: Table[str, Situation] = Table("situations")  # by IRI; tag: "late" where others had to be known first
EVENT_OF: Table[str, str] = Table("event of")  # claim -> situation
LATE_REPORTED: Table[str, Reported] = Table("late reported")
LATE_BLOCKS: Table[Block, tuple[Reported, ...]] = Table("late blocks")
LATE_EVENT_OF: Table[str, str] = Table("late event of")

# history
EFFECTS: Table[str, tuple[Step, ...]] = Table("effects")  # situation; tag: the decision about it
EVENTS: Table[str, Event] = Table("events")  # by IRI, before what others do to it
TENANTS: Table[str, Tenant] = Table("tenants")  # office; tag: event
SERIES: Table[tuple[str, tuple[str, ...]], Dated] = Table("series")  # class and people; tag: event
SUCCESSION: Table[str, str] = Table("succession")  # holding -> the one it follows
ENDED: Table[str, bool] = Table("ended")  # holdings that a later one ended
FOLLOWING: Table[str, str] = Table("following")  # event -> the one it was moved to
HISTORY: Table[str, Event] = Table("history")  # by IRI; output
CONFLICTS: Table[str, Conflict] = Table("conflicts")  # by IRI; output
SUPERSEDES: Table[tuple[str, str], tuple[str, str]] = Table("supersedes")  # later, earlier claim: itself; output
SHORTCUTS: Table[Triple, Triple] = Table("short-cuts")  # itself; tag: event; output
BOUNDS: Table[str, Bound] = Table("bounds")  # article without a day; tag: sighting
WRITTEN: Table[str, Written] = Table("written")  # article without a day; output

OUTPUTS: tuple[Table[Any, Any], ...] = (
    *(THINGS, MEMBERS, OFFICES, SET_ASIDE, HISTORY, CONFLICTS, SUPERSEDES, SHORTCUTS, WRITTEN),
)


_BY_NAME = {each.name: each for each in list(globals().values()) if isinstance(each, Table)}


def named(name: str) -> Table[Any, Any]:
    return _BY_NAME[name]


copyreg.pickle(Table, lambda table: (named, (table.name,)))  # a table is always the one that is here
