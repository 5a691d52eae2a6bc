"""SSML as Amazon Polly documents it: a document in, a checked list of what to say and how."""

from __future__ import annotations

from frontend.ssml.model import Document, Node, Pronounced, Said, Section, Text
from frontend.ssml.parser import Limits, parse

__all__ = ["Document", "Limits", "Node", "Pronounced", "Said", "Section", "Text", "parse"]
