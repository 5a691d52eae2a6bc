"""Names and bounds of the Polly model, version 2016-06-10."""

from __future__ import annotations

ENGINES = ("standard", "neural", "long-form", "generative")
OUR_ENGINE = "neural"

LANGUAGE_CODES = (
    "arb", "cmn-CN", "cy-GB", "da-DK", "de-DE", "en-AU", "en-GB", "en-GB-WLS", "en-IN", "en-US", "es-ES", "es-MX",
    "es-US", "fr-CA", "fr-FR", "is-IS", "it-IT", "ja-JP", "hi-IN", "ko-KR", "nb-NO", "nl-NL", "pl-PL", "pt-BR",
    "pt-PT", "ro-RO", "ru-RU", "sv-SE", "tr-TR", "en-NZ", "en-ZA", "ca-ES", "de-AT", "yue-CN", "ar-AE", "fi-FI",
    "en-IE", "nl-BE", "fr-BE", "cs-CZ", "de-CH", "en-SG",
)  # fmt: skip

LANGUAGE_NAMES = {
    "en-US": "US English",
    "en-GB": "British English",
    "es-US": "US Spanish",
    "de-DE": "German",
    "fr-CA": "Canadian French",
}
"""Names as DescribeVoices gives them."""

PROVIDED_VOICES = frozenset({"Matthew", "Arthur", "Pedro", "Daniel", "Liam"})
"""Voices that Amazon Polly has, too. All others are custom voices."""

NEWSCASTERS = frozenset({"Matthew"})
"""Voices that have ``<amazon:domain name="news">``."""

TEXT_TYPES = ("ssml", "text")
SPEECH_MARK_TYPES = ("sentence", "ssml", "viseme", "word")

INSTALLED_VOICE = "^[a-zA-Z0-9_-]+$"
LEXICON_NAME = "[0-9A-Za-z]{1,20}"
TASK_ID = r"^[a-zA-Z0-9_-]{1,100}$"
S3_BUCKET = r"^[a-z0-9][\.\-a-z0-9]{1,61}[a-z0-9]$"
S3_KEY_PREFIX = r"^[0-9a-zA-Z\/\!\-_\.\*\'\(\):;\$@=+\,\?&]{0,800}$"
SNS_TOPIC_ARN = (
    r"^arn:aws(-(cn|iso(-b)?|us-gov|eusc))?:sns:[a-z0-9_-]{1,50}:\d{12}:"
    r"[a-zA-Z0-9_-]{1,251}([a-zA-Z0-9_-]{0,5}|\.fifo)$"
)

SPEECH_CHARACTERS = (3_000, 6_000)
TASK_CHARACTERS = (100_000, 200_000)
"""Billed and total characters that one request may have."""

LONGEST_TOKEN = 4_096
