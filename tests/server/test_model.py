"""The operations and their members beside the model of Amazon Polly that botocore brings."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import botocore.session
import pytest
from botocore.model import ServiceModel, Shape

from server.polly.routes import OPERATIONS

MODEL: ServiceModel = botocore.session.get_session().get_service_model("polly")
REFUSED = {"CreateVoice"}  # whatever its members are
STREAM = {"StartSpeechSynthesisStream"}  # its members are headers; tried with a client of its own
OWN_ERRORS = {"OutputS3BucketName", "OutputS3KeyPrefix", "SnsTopicArn", "TaskId", "ResourceArn"}
"""Members whose patterns and lengths are checked where they are used, because their errors have codes of their own."""

HERE: Any = SimpleNamespace(engine=SimpleNamespace(voices=()), settings=SimpleNamespace(aliases={}))


def constraints(shape: Shape) -> dict[str, Any]:
    """Of a member and of its elements, as far as the model has any."""
    element = getattr(shape, "member", None) if shape.type_name == "list" else None
    known = {**(element.metadata if element is not None else {}), **shape.metadata}
    bounds = ("minimum", "maximum") if shape.type_name == "integer" else ("shortest", "longest")
    return {
        "enum": tuple(known.get("enum", ())),
        "pattern": known.get("pattern", ""),
        bounds[0]: shape.metadata.get("min") or (None if shape.type_name == "integer" else 0),
        bounds[1]: shape.metadata.get("max"),
    }


def test_every_operation_is_served() -> None:
    served = {operation.name for operation in OPERATIONS}
    assert served == set(MODEL.operation_names) - STREAM


@pytest.mark.parametrize(
    "operation",
    [o for o in OPERATIONS if o.name not in REFUSED],
    ids=lambda operation: f"{operation.method} {operation.path}",
)
def test_an_operation_has_the_members_of_the_model(operation: Any) -> None:
    model = MODEL.operation_model(operation.name)
    shape = model.input_shape
    members = {member.name: member for member in operation.members(HERE)}
    assert set(members) == set(shape.members)
    for name, member in members.items():
        expected = shape.members[name]
        assert member.kind == expected.type_name
        assert member.required == (name in shape.required_members)
        if expected.serialization.get("location") == "querystring":
            assert (member.query or name) == expected.serialization["name"]
        if name == "VoiceId":
            continue  # those that are installed
        for constraint, value in constraints(expected).items():
            if name in OWN_ERRORS and constraint in ("pattern", "shortest"):
                continue
            assert getattr(member, constraint) == value, (name, constraint)


def test_methods_and_paths_are_those_of_the_model() -> None:
    for name in set(MODEL.operation_names) - STREAM:
        http = MODEL.operation_model(name).http
        path = http["requestUri"].split("?")[0].replace("{LexiconName}", "{Name}")
        assert any((o.name, o.method, o.path) == (name, http["method"], path) for o in OPERATIONS), name
