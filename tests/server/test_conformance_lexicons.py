"""Conformance with Amazon Polly: pronunciation lexicons and their tags.

Lexicons belong to an account and a region: every test takes a region of its own, in which nothing else is.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest

from tests.server.clients import ACCOUNT, OTHER_KEY, OTHER_SECRET
from tests.server.conformance import Service, refusal

_regions = count()


def pls(*lexemes: tuple[str, str], alphabet: str = "ipa", language: str = "en-US", kind: str = "alias") -> str:
    rows = "".join(
        f"<lexeme><grapheme>{word}</grapheme><{kind}>{reading}</{kind}></lexeme>" for word, reading in lexemes
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<lexicon version="1.0" '
        'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" '
        f'alphabet="{alphabet}" xml:lang="{language}">{rows}</lexicon>'
    )


W3C = pls(("W3C", "World Wide Web Consortium"))


@pytest.fixture
def region() -> str:
    return f"test-region-{next(_regions)}"


@pytest.fixture
def polly(service: Service, region: str) -> Any:
    return service.client(region)


def _spoken(polly: Any, text: str, *names: str, voice: str = "Matthew", **members: Any) -> np.ndarray:
    answer = polly.synthesize_speech(Text=text, VoiceId=voice, OutputFormat="pcm", LexiconNames=list(names), **members)
    return np.frombuffer(answer["AudioStream"].read(), "<i2")


def test_the_life_of_a_lexicon(polly: Any, region: str) -> None:
    before = datetime.now(UTC)
    answer = polly.put_lexicon(Name="w3c", Content=W3C)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    answer = polly.get_lexicon(Name="w3c")
    assert answer["Lexicon"] == {"Name": "w3c", "Content": W3C}
    attributes = answer["LexiconAttributes"]
    assert abs((attributes["LastModified"] - before).total_seconds()) < 60
    assert attributes["LexiconArn"] == f"arn:aws:polly:{region}:{ACCOUNT}:lexicon/w3c"
    assert (attributes["Alphabet"], attributes["LanguageCode"]) == ("ipa", "en-US")
    assert (attributes["LexemesCount"], attributes["Size"]) == (1, len(W3C))
    assert polly.list_lexicons()["Lexicons"] == [{"Name": "w3c", "Attributes": attributes}]
    assert polly.delete_lexicon(Name="w3c")["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert polly.list_lexicons()["Lexicons"] == []
    assert refusal(polly.get_lexicon, Name="w3c") == ("LexiconNotFoundException", 404)
    assert refusal(polly.delete_lexicon, Name="w3c") == ("LexiconNotFoundException", 404)


def test_a_lexicon_put_again_is_replaced(polly: Any) -> None:
    polly.put_lexicon(Name="a", Content=W3C)
    polly.put_lexicon(Name="a", Content=pls(("W3C", "one"), ("IETF", "two"), alphabet="x-sampa"))
    attributes = polly.get_lexicon(Name="a")["LexiconAttributes"]
    assert (attributes["LexemesCount"], attributes["Alphabet"]) == (2, "x-sampa")
    assert len(polly.list_lexicons()["Lexicons"]) == 1


def test_names_are_case_sensitive(polly: Any) -> None:
    polly.put_lexicon(Name="Abc", Content=W3C)
    assert refusal(polly.get_lexicon, Name="abc") == ("LexiconNotFoundException", 404)


def test_lexicons_of_others(service: Service, polly: Any, region: str) -> None:
    polly.put_lexicon(Name="mine", Content=W3C)
    for stranger in (service.client(region, OTHER_KEY, OTHER_SECRET), service.client(f"{region}-b")):
        assert refusal(stranger.get_lexicon, Name="mine") == ("LexiconNotFoundException", 404)
        assert refusal(stranger.delete_lexicon, Name="mine") == ("LexiconNotFoundException", 404)
        assert stranger.list_lexicons()["Lexicons"] == []
        speech = {"Text": "W3C", "VoiceId": "Matthew", "OutputFormat": "pcm", "LexiconNames": ["mine"]}
        assert refusal(stranger.synthesize_speech, **speech) == ("LexiconNotFoundException", 404)


@pytest.mark.parametrize("name", ["a-b", "a_b", "a" * 21, "ä", "a b", "a.b"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_names_outside_the_pattern(service: Service, name: str, method: str) -> None:
    reply = service.call(method, f"/v1/lexicons/{quote(name)}", {"Content": W3C} if method == "PUT" else None)
    reply.is_error("ValidationException")
    assert "'name'" in reply.message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "InvalidLexiconException"),
        ("not XML", "InvalidLexiconException"),
        ("<lexicon>", "InvalidLexiconException"),
        (re.sub(' xmlns="[^"]*"', "", W3C), "InvalidLexiconException"),
        ("<dictionary/>", "InvalidLexiconException"),
        (W3C.replace("pronunciation-lexicon", "another-vocabulary"), "InvalidLexiconException"),
        (W3C.replace(' xml:lang="en-US"', ""), "InvalidLexiconException|UnsupportedPlsLanguageException"),
        (W3C.replace("<lexeme>", "<lexeme><what/>"), "InvalidLexiconException"),
        (W3C.replace("<grapheme>W3C</grapheme>", ""), "InvalidLexiconException"),
        (W3C.replace("?>\n", '?>\n<!DOCTYPE lexicon [<!ENTITY a "b">]>'), "InvalidLexiconException"),
        (W3C.replace("?>\n", '?>\n<!DOCTYPE lexicon SYSTEM "file:///etc/passwd">'), "InvalidLexiconException"),
        (pls(("a", "b"), alphabet="sampa"), "UnsupportedPlsAlphabetException"),
        (pls(("a", "b"), language="xx-YY"), "UnsupportedPlsLanguageException"),
        (pls(("a", "b" * 101)), "MaxLexemeLengthExceededException"),
        (pls(("a", "a" * 101), kind="phoneme"), "MaxLexemeLengthExceededException"),
        (pls(("pecan", "12§"), kind="phoneme"), "InvalidLexiconException"),
        (W3C + " " * (40_001 - len(W3C)), "LexiconSizeExceededException"),
    ],
    ids=range(17),
)
def test_contents_that_are_refused(polly: Any, content: str, code: str) -> None:
    found = refusal(polly.put_lexicon, Name="bad", Content=content)
    assert found[1] == 400
    assert found[0] in code.split("|")
    assert polly.list_lexicons()["Lexicons"] == []


def test_contents_at_the_limits(polly: Any) -> None:
    polly.put_lexicon(Name="long", Content=W3C + " " * (40_000 - len(W3C)))
    polly.put_lexicon(Name="alias", Content=pls(("a", "b" * 100)))
    polly.put_lexicon(Name="bare", Content=pls(("a", "b"), language="en"))
    assert polly.get_lexicon(Name="long")["LexiconAttributes"]["Size"] == 40_000


@pytest.mark.parametrize(("body", "code"), [({}, "ValidationException"), ({"Content": 5}, "SerializationException"),
                                            ({"Content": None}, "ValidationException")])  # fmt: skip
def test_bodies_without_content(service: Service, body: dict[str, Any], code: str) -> None:
    service.call("PUT", "/v1/lexicons/a", body).is_error(code)


def test_a_hundred_lexicons_and_their_pages(polly: Any, service: Service, region: str) -> None:
    names = [f"lexicon{number}" for number in range(100)]
    for name in names:
        polly.put_lexicon(Name=name, Content=W3C)
    assert refusal(polly.put_lexicon, Name="toomany", Content=W3C) == ("MaxLexiconsNumberExceededException", 400)
    polly.put_lexicon(Name=names[0], Content=pls(("a", "b")))  # replaces one
    listed = [row["Name"] for page in polly.get_paginator("list_lexicons").paginate() for row in page["Lexicons"]]
    assert sorted(listed) == sorted(names)
    assert "NextToken" not in service.call("GET", "/v1/lexicons", region=f"{region}-empty").json()
    service.call("GET", "/v1/lexicons?NextToken=abc", region=region).is_error("InvalidNextTokenException")
    polly.delete_lexicon(Name=names[1])
    polly.put_lexicon(Name="room", Content=W3C)


def test_an_alias_is_spoken(polly: Any) -> None:
    polly.put_lexicon(Name="w3c", Content=W3C)
    assert np.array_equal(_spoken(polly, "W3C", "w3c"), _spoken(polly, "World Wide Web Consortium"))
    assert not np.array_equal(_spoken(polly, "W3C", "w3c"), _spoken(polly, "W3C"))


def test_a_pronunciation_is_spoken(polly: Any) -> None:
    polly.put_lexicon(Name="ipa", Content=pls(("pecan", "pɪˈkɑːn"), kind="phoneme"))
    polly.put_lexicon(Name="xsampa", Content=pls(("pecan", 'pI"kA:n'), kind="phoneme", alphabet="x-sampa"))
    tagged = "<speak>A <phoneme alphabet='ipa' ph='pɪˈkɑːn'>pecan</phoneme>.</speak>"
    expected = _spoken(polly, tagged, TextType="ssml")
    assert np.array_equal(_spoken(polly, "A pecan.", "ipa"), expected)
    assert np.array_equal(_spoken(polly, "A pecan.", "xsampa"), expected)


@pytest.mark.parametrize(
    ("language", "voice", "applied"),
    [("en", "Matthew", True), ("en", "Arthur", True), ("en-GB", "Arthur", True), ("en-GB", "Matthew", False),
     ("de-DE", "Matthew", False), ("de-DE", "Daniel", True), ("es-US", "Pedro", True), ("fr-CA", "Liam", True)],
)  # fmt: skip
def test_a_lexicon_is_for_its_language(polly: Any, language: str, voice: str, applied: bool) -> None:
    polly.put_lexicon(Name="a", Content=pls(("Lima", "banana"), language=language))
    same = np.array_equal(_spoken(polly, "Lima.", "a", voice=voice), _spoken(polly, "banana.", voice=voice))
    assert same is applied


def test_the_first_lexeme_and_the_first_lexicon_win(polly: Any) -> None:
    polly.put_lexicon(Name="a", Content=pls(("Lima", "banana"), ("Lima", "orange")))
    polly.put_lexicon(Name="b", Content=pls(("Lima", "apple"), ("Oslo", "pear")))
    assert np.array_equal(_spoken(polly, "Lima.", "a"), _spoken(polly, "banana."))
    assert np.array_equal(_spoken(polly, "Lima.", "a", "b"), _spoken(polly, "banana."))
    assert np.array_equal(_spoken(polly, "Lima.", "b", "a"), _spoken(polly, "apple."))
    assert np.array_equal(_spoken(polly, "Oslo.", "a", "b"), _spoken(polly, "pear."))


def test_an_alias_is_not_replaced_again(polly: Any) -> None:
    polly.put_lexicon(Name="a", Content=pls(("Lima", "Oslo"), ("Oslo", "banana")))
    assert np.array_equal(_spoken(polly, "Lima.", "a"), _spoken(polly, "Oslo."))


def test_one_missing_lexicon_of_several(polly: Any) -> None:
    polly.put_lexicon(Name="a", Content=W3C)
    speech = {"Text": "W3C", "VoiceId": "Matthew", "OutputFormat": "pcm", "LexiconNames": ["a", "missing"]}
    assert refusal(polly.synthesize_speech, **speech) == ("LexiconNotFoundException", 404)


def test_a_changed_lexicon_is_used_at_once(polly: Any) -> None:
    polly.put_lexicon(Name="a", Content=pls(("Lima", "banana")))
    first = _spoken(polly, "Lima.", "a")
    polly.put_lexicon(Name="a", Content=pls(("Lima", "a longer apple tree")))
    assert len(_spoken(polly, "Lima.", "a")) > 1.2 * len(first)


def _arn(region: str, name: str = "a") -> str:
    return f"arn:aws:polly:{region}:{ACCOUNT}:lexicon/{name}"


def test_the_life_of_tags(polly: Any, region: str) -> None:
    polly.put_lexicon(Name="a", Content=W3C, Tags={"team": "ivr", "empty": ""})
    assert polly.list_tags_for_resource(ResourceArn=_arn(region))["Tags"] == {"team": "ivr", "empty": ""}
    polly.tag_resource(ResourceArn=_arn(region), Tags={"team": "web", "stage": "test"})
    polly.untag_resource(ResourceArn=_arn(region), TagKeys=["empty", "absent"])
    assert polly.list_tags_for_resource(ResourceArn=_arn(region))["Tags"] == {"team": "web", "stage": "test"}
    polly.put_lexicon(Name="a", Content=W3C)  # keeps them
    assert polly.list_tags_for_resource(ResourceArn=_arn(region))["Tags"] == {"team": "web", "stage": "test"}
    assert refusal(polly.put_lexicon, Name="a", Content=W3C, Tags={"b": "c"}) == ("ValidationException", 400)
    polly.delete_lexicon(Name="a")
    polly.put_lexicon(Name="a", Content=W3C)
    assert polly.list_tags_for_resource(ResourceArn=_arn(region))["Tags"] == {}


def test_tags_of_what_is_not_there(service: Service, polly: Any, region: str) -> None:
    arn = _arn(region, "missing")
    assert refusal(polly.list_tags_for_resource, ResourceArn=arn) == ("ResourceNotFoundException", 404)
    assert refusal(polly.tag_resource, ResourceArn=arn, Tags={"a": "b"}) == ("ResourceNotFoundException", 404)
    assert refusal(polly.untag_resource, ResourceArn=arn, TagKeys=["a"]) == ("ResourceNotFoundException", 404)
    reply = service.call("POST", "/v1/tagResource", {"ResourceArn": arn, "Tags": {"a": "b"}}, region=region)
    reply.is_error("ResourceNotFoundException", 404)
    assert (reply.json()["resourceId"], reply.json()["resourceType"]) in [(arn, "lexicon"), ("missing", "lexicon")]


def test_tags_of_others(service: Service, polly: Any, region: str) -> None:
    polly.put_lexicon(Name="a", Content=W3C, Tags={"team": "ivr"})
    stranger = service.client(region, OTHER_KEY, OTHER_SECRET)
    code, status = refusal(stranger.list_tags_for_resource, ResourceArn=_arn(region))
    assert (code, status) in [("ResourceNotFoundException", 404), ("AccessDeniedException", 403)]


@pytest.mark.parametrize(
    "arn",
    [
        "a",
        "arn:aws:s3:::bucket",
        "arn:aws:polly:us-east-1:123456789012:voice/Matthew",
        "arn:aws:polly:us-east-1:123456789012:lexicon/",
        "arn:aws:polly:us-east-1:12:lexicon/a",
    ],
)
def test_bad_arns(polly: Any, arn: str) -> None:
    allowed = [("InvalidTagParameterException", 400), ("ValidationException", 400), ("ResourceNotFoundException", 404)]
    assert refusal(polly.list_tags_for_resource, ResourceArn=arn) in allowed
    assert refusal(polly.tag_resource, ResourceArn=arn, Tags={"a": "b"}) in allowed


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ({f"key{number}": "" for number in range(51)}, "TooManyTagsException"),
        ({"": "a"}, "InvalidTagParameterException|ValidationException"),
        ({"k" * 129: "a"}, "InvalidTagParameterException|ValidationException"),
        ({"k": "v" * 257}, "InvalidTagParameterException|ValidationException"),
        ({"aws:reserved": "a"}, "InvalidTagParameterException"),
        ({f"key{number}": "" for number in range(201)}, "TooManyTagsException|ValidationException"),
    ],
    ids=range(6),
)
def test_bad_tags(service: Service, polly: Any, region: str, tags: dict[str, str], code: str) -> None:
    polly.put_lexicon(Name="a", Content=W3C)
    for method, path, body in (
        ("PUT", "/v1/lexicons/b", {"Content": W3C, "Tags": tags}),
        ("POST", "/v1/tagResource", {"ResourceArn": _arn(region), "Tags": tags}),
    ):
        reply = service.call(method, path, body, region=region)  # boto3 refuses an empty key itself
        reply.is_error(reply.code)
        assert reply.code in code.split("|")
    assert [row["Name"] for row in polly.list_lexicons()["Lexicons"]] == ["a"]
    assert polly.list_tags_for_resource(ResourceArn=_arn(region))["Tags"] == {}


def test_fifty_tags_altogether(polly: Any, region: str) -> None:
    polly.put_lexicon(Name="a", Content=W3C, Tags={f"k{number}": "v" * 256 for number in range(49)})
    polly.tag_resource(ResourceArn=_arn(region), Tags={"k" * 128: "a"})
    polly.tag_resource(ResourceArn=_arn(region), Tags={"k0": "changed"})
    assert refusal(polly.tag_resource, ResourceArn=_arn(region), Tags={"more": "a"}) == ("TooManyTagsException", 400)
    assert len(polly.list_tags_for_resource(ResourceArn=_arn(region))["Tags"]) == 50


@pytest.mark.parametrize("operation", ["tagResource", "untagResource"])
def test_missing_members_of_tag_operations(service: Service, operation: str) -> None:
    reply = service.call("POST", f"/v1/{operation}", {})
    reply.is_error("ValidationException")
    assert "2 validation errors" in reply.message
    empty = {"ResourceArn": _arn("us-east-1"), "Tags": {}, "TagKeys": []}
    service.call("POST", f"/v1/{operation}", empty).is_error("ValidationException")


def test_list_tags_without_an_arn(service: Service) -> None:
    service.call("GET", "/v1/listTagsForResource/").is_error("ValidationException")


def test_last_modified_moves(polly: Any) -> None:
    polly.put_lexicon(Name="a", Content=W3C)
    first = polly.get_lexicon(Name="a")["LexiconAttributes"]["LastModified"]
    time.sleep(0.01)
    polly.put_lexicon(Name="a", Content=W3C)
    assert polly.get_lexicon(Name="a")["LexiconAttributes"]["LastModified"] > first
