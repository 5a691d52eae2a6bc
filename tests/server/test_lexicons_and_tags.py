"""Lexicon and tag operations with boto3."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from tests.server.clients import ACCOUNT, OTHER_KEY, OTHER_SECRET, polly_client

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
 alphabet="{alphabet}" xml:lang="{language}">
{lexemes}</lexicon>"""
LEXEME = "<lexeme><grapheme>{}</grapheme><alias>{}</alias></lexeme>\n"


def pls(*pairs: tuple[str, str], alphabet: str = "ipa", language: str = "en-GB") -> str:
    lexemes = "".join(LEXEME.format(*pair) for pair in pairs or [("W3C", "World Wide Web Consortium")])
    return PLS.format(alphabet=alphabet, language=language, lexemes=lexemes)


def code(call, **members) -> tuple[str, int]:
    with pytest.raises(ClientError) as caught:
        call(**members)
    return caught.value.response["Error"]["Code"], caught.value.response["ResponseMetadata"]["HTTPStatusCode"]


def test_put_get_list_delete(polly):
    content = pls(("W3C", "the consortium"), ("W3C", "never said"))  # Polly counts lexemes, not graphemes
    assert polly.put_lexicon(Name="round", Content=content)["ResponseMetadata"]["HTTPStatusCode"] == 200
    found = polly.get_lexicon(Name="round")
    assert found["Lexicon"] == {"Name": "round", "Content": content}
    attributes = found["LexiconAttributes"]
    assert attributes["Alphabet"] == "ipa"
    assert attributes["LanguageCode"] == "en-GB"
    assert attributes["LexemesCount"] == 2
    assert attributes["Size"] == len(content)
    assert attributes["LexiconArn"] == "arn:aws:polly:eu-central-1:000000000000:lexicon/round"
    assert abs((datetime.now(UTC) - attributes["LastModified"]).total_seconds()) < 600
    listed = {entry["Name"]: entry["Attributes"] for entry in polly.list_lexicons()["Lexicons"]}
    assert listed["round"] == attributes
    polly.delete_lexicon(Name="round")
    assert code(polly.get_lexicon, Name="round") == ("LexiconNotFoundException", 404)
    assert code(polly.delete_lexicon, Name="round") == ("LexiconNotFoundException", 404)


def test_a_lexicon_changes_what_is_spoken(polly):
    polly.put_lexicon(Name="speaks", Content=pls(("BBC", "British Broadcasting Corporation")))
    try:
        request = {"Text": "The BBC.", "VoiceId": "Arthur", "OutputFormat": "pcm"}
        plain = polly.synthesize_speech(**request)["AudioStream"].read()
        with_lexicon = polly.synthesize_speech(**request, LexiconNames=["speaks"])["AudioStream"].read()
        assert len(with_lexicon) > len(plain)
        other = {**request, "VoiceId": "Matthew"}  # the lexicon is for British English only
        assert polly.synthesize_speech(**other)["AudioStream"].read() == (
            polly.synthesize_speech(**other, LexiconNames=["speaks"])["AudioStream"].read()
        )
    finally:
        polly.delete_lexicon(Name="speaks")


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("no xml", "InvalidLexiconException"),
        ("", "InvalidLexiconException"),
        ("<speak/>", "InvalidLexiconException"),
        ("<lexicon>", "InvalidLexiconException"),
        (pls().replace(' xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"', ""), "InvalidLexiconException"),
        ("<!DOCTYPE lexicon [<!ENTITY a 'b'>]>" + pls().split("?>")[1], "InvalidLexiconException"),
        (pls(alphabet="klingon"), "UnsupportedPlsAlphabetException"),
        (pls(language="tlh"), "UnsupportedPlsLanguageException"),
        (pls(language=""), "UnsupportedPlsLanguageException"),
        (pls(("W3C", "a" * 101)), "MaxLexemeLengthExceededException"),
        (pls() + " " * 40_000, "LexiconSizeExceededException"),
    ],
)
def test_contents_that_are_refused(polly, content, wanted):
    assert code(polly.put_lexicon, Name="refused", Content=content) == (wanted, 400)
    assert code(polly.get_lexicon, Name="refused") == ("LexiconNotFoundException", 404)


@pytest.mark.parametrize("name", ["a" * 21, "a-b", "a b", "a/b", "..", "ä", "a%00"])
def test_names_that_are_refused(polly, name):
    assert code(polly.put_lexicon, Name=name, Content=pls())[0] in (
        "ValidationException",
        "UnknownOperationException",
        "SerializationException",
    )


def test_names_are_case_sensitive(polly):
    polly.put_lexicon(Name="Case", Content=pls())
    assert code(polly.get_lexicon, Name="case") == ("LexiconNotFoundException", 404)
    polly.delete_lexicon(Name="Case")


def test_pages_and_the_largest_number(polly):
    us = polly_client(polly.meta.endpoint_url, region="ap-south-1")
    for index in range(100):
        us.put_lexicon(Name=f"n{index:03}", Content=pls())
    assert code(us.put_lexicon, Name="onemore", Content=pls()) == ("MaxLexiconsNumberExceededException", 400)
    us.put_lexicon(Name="n000", Content=pls())  # overwriting is allowed
    pages = list(us.get_paginator("list_lexicons").paginate())
    assert len(pages) > 1
    assert [entry["Name"] for page in pages for entry in page["Lexicons"]] == [f"n{i:03}" for i in range(100)]
    token = us.list_lexicons()["NextToken"]
    broken = ("A" if token[0] != "A" else "B") + token[1:]
    assert code(us.list_lexicons, NextToken=broken) == ("InvalidNextTokenException", 400)
    assert code(polly.list_lexicons, NextToken=token) == ("InvalidNextTokenException", 400)  # of another region
    assert code(us.list_lexicons, NextToken="x" * 4_097) == ("ValidationException", 400)
    for index in range(100):
        us.delete_lexicon(Name=f"n{index:03}")


def test_accounts_and_regions_do_not_see_each_other(keyed_server, keyed_polly):
    keyed_polly.put_lexicon(Name="mine", Content=pls())
    other = polly_client(keyed_server.url, OTHER_KEY, OTHER_SECRET)
    elsewhere = polly_client(keyed_server.url, region="us-east-1")
    for client in (other, elsewhere):
        assert code(client.get_lexicon, Name="mine") == ("LexiconNotFoundException", 404)
        assert client.list_lexicons()["Lexicons"] == []
    arn = keyed_polly.get_lexicon(Name="mine")["LexiconAttributes"]["LexiconArn"]
    assert arn == f"arn:aws:polly:eu-central-1:{ACCOUNT}:lexicon/mine"
    assert code(other.list_tags_for_resource, ResourceArn=arn) == ("ResourceNotFoundException", 404)
    keyed_polly.delete_lexicon(Name="mine")


def test_tags(polly):
    polly.put_lexicon(Name="tagged", Content=pls(), Tags={"team": "ivr"})
    arn = polly.get_lexicon(Name="tagged")["LexiconAttributes"]["LexiconArn"]
    polly.tag_resource(ResourceArn=arn, Tags={"stage": "test", "team": "web"})
    assert polly.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"stage": "test", "team": "web"}
    polly.untag_resource(ResourceArn=arn, TagKeys=["team", "not there"])
    assert polly.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"stage": "test"}
    polly.put_lexicon(Name="tagged", Content=pls(("a", "b")))  # overwriting keeps tags
    assert polly.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"stage": "test"}
    assert code(polly.put_lexicon, Name="tagged", Content=pls(), Tags={"a": "b"})[0] == "ValidationException"
    many = {f"key{index}": "" for index in range(50)}
    assert code(polly.tag_resource, ResourceArn=arn, Tags=many) == ("TooManyTagsException", 400)
    assert code(polly.tag_resource, ResourceArn=arn, Tags={"k" * 129: ""})[0] == "InvalidTagParameterException"
    assert code(polly.tag_resource, ResourceArn=arn, Tags={"k": "v" * 257})[0] == "InvalidTagParameterException"
    assert code(polly.tag_resource, ResourceArn=arn, Tags={"aws:k": ""})[0] == "InvalidTagParameterException"
    assert code(polly.tag_resource, ResourceArn="nonsense", Tags={"k": ""})[0] == "InvalidTagParameterException"
    missing = arn.replace("tagged", "missing")
    for call, members in (
        (polly.tag_resource, {"Tags": {"k": ""}}),
        (polly.untag_resource, {"TagKeys": ["k"]}),
        (polly.list_tags_for_resource, {}),
    ):
        assert code(call, ResourceArn=missing, **members) == ("ResourceNotFoundException", 404)
    polly.delete_lexicon(Name="tagged")
    polly.put_lexicon(Name="tagged", Content=pls())
    assert polly.list_tags_for_resource(ResourceArn=arn)["Tags"] == {}
    polly.delete_lexicon(Name="tagged")
