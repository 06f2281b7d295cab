"""Pictures of what the graph holds, as SVG text: the same drawings in pages, where they are links, and in reports."""

from kg.pictures.bars import Bar, bars
from kg.pictures.network import Edge, Node, network
from kg.pictures.svg import standalone
from kg.pictures.timeline import Moment, timeline
from kg.pictures.worldmap import Spot, locate, worldmap

__all__ = [
    "Bar",
    "Edge",
    "Moment",
    "Node",
    "Spot",
    "bars",
    "locate",
    "network",
    "standalone",
    "timeline",
    "worldmap",
]
