"""Profiles: what each telephone platform plays, and where it looks for the files.

A profile is a platform's name with an optional variant (`asterisk`, `asterisk-g722`, `freeswitch-16000`), or one of the
plain formats with an optional rate (`wav`, `mp3`, `wav-8000`). The formats of one platform lie side by side, since a
switch picks the file that fits the call's codec. Asterisk looks in a folder for each language (`en_GB`), FreeSWITCH in
`en/gb/VOICE/TOPIC/RATE`, Amazon Connect, Twilio and Genesys take 8 kHz mu-law WAV files of any name.
"""

from __future__ import annotations

from dataclasses import dataclass

from frontend.errors import nearest
from tts.audio.codecs import CODECS, codec_by_name
from tts.batch.conditioning import FULL, TELEPHONE, WIDEBAND, Band
from tts.batch.formats import G722, Format
from tts.errors import InputError, SampleRateError, UnknownFormatError

_PLAYABLE = ("wav", "mp3", "flac", "ogg_vorbis", "ogg_opus", "wav_mulaw", "wav_alaw")


class UnknownProfileError(InputError):
    """No profile has this name."""


@dataclass(frozen=True, slots=True)
class Profile:
    """`platform` is the folder where several are made at once; `longest_s` and `largest` (bytes) are limits."""

    name: str
    platform: str
    format: Format
    band: Band
    longest_s: float | None = None
    largest: int | None = None

    @property
    def playable(self) -> bool:
        """Whether a browser plays the files."""
        return self.format.codec in _PLAYABLE

    @property
    def listening(self) -> Profile:
        """The profile of a copy that browsers play: the same samples in WAV, so that it sounds as on the line."""
        codec = {"mulaw": "wav_mulaw", "alaw": "wav_alaw"}.get(self.format.codec, "wav")
        name = f"{codec.replace('_', '-')}-{self.format.sample_rate}"
        return Profile(name, name, Format(codec, self.format.sample_rate, ".wav"), self.band)

    def path(self, locale: str, voice: str, name: str) -> str:
        """Relative path of a prompt, with forward slashes; `name` may hold folders (`digits/1`)."""
        if self.platform != "freeswitch":
            return f"{locale.replace('-', '_')}/{name}{self.format.ending}"
        topic, _, last = name.rpartition("/")
        language, country = locale.lower().split("-")
        rate = f"{self.format.sample_rate}/" if self.format.codec == "wav" else ""
        return f"{language}/{country}/{voice.lower()}/{topic or 'ivr'}/{rate}{last}{self.format.ending}"


def _format(codec: str, sample_rate: int, ending: str) -> Format:
    return Format(codec, sample_rate, ending)


_MULAW_WAV = _format("wav_mulaw", 8_000, ".wav")
_ALAW_WAV = _format("wav_alaw", 8_000, ".wav")
_PCM_WAV = _format("wav", 8_000, ".wav")

_PLATFORMS: dict[str, dict[str, Format]] = {
    "asterisk": {
        "": _format("mulaw", 8_000, ".ulaw"),
        "alaw": _format("alaw", 8_000, ".alaw"),
        "g722": _format(G722, 16_000, ".g722"),
        "sln": _format("sln", 8_000, ".sln"),
        "sln16": _format("sln16", 16_000, ".sln16"),
        "wav": _PCM_WAV,
    },
    "freeswitch": {
        "": _PCM_WAV,
        **{str(rate): _format("wav", rate, ".wav") for rate in (16_000, 32_000, 48_000)},
        "pcmu": _format("mulaw", 8_000, ".PCMU"),
        "pcma": _format("alaw", 8_000, ".PCMA"),
        "g722": _format(G722, 16_000, ".G722"),
    },
    "connect": {"": _MULAW_WAV},
    "twilio": {"": _MULAW_WAV, "stream": _format("mulaw", 8_000, ".ulaw"), "mp3": _format("mp3", 24_000, ".mp3")},
    "genesys": {"": _MULAW_WAV, "alaw": _ALAW_WAV, "pcm": _PCM_WAV},
    "cisco": {"": _MULAW_WAV, "alaw": _ALAW_WAV},
    "avaya": {"": _MULAW_WAV, "alaw": _ALAW_WAV, "pcm": _PCM_WAV},
    "bandwidth": {"": _MULAW_WAV, "pcm": _PCM_WAV},
    "teams": {"": _format("wav", 16_000, ".wav")},
    "yeastar": {"": _PCM_WAV},
}
_LONGEST_S = {"connect": 300.0}
_LARGEST = {"connect": 50_000_000}


def profile_names() -> list[str]:
    """Every platform and variant, then the plain formats."""
    named = [f"{name}-{variant}" if variant else name for name, kinds in _PLATFORMS.items() for variant in kinds]
    return [*named, *CODECS, G722]


def profile_named(name: str) -> Profile:
    """The profile with this name; case and ``_``/``-`` do not matter.

    Raises:
        UnknownProfileError: no platform, variant or format has this name.
        SampleRateError: the format does not allow the rate.
    """
    folded = name.strip().casefold().replace("_", "-")
    platform, _, variant = folded.partition("-")
    if platform in _PLATFORMS and variant in _PLATFORMS[platform]:
        wanted = _PLATFORMS[platform][variant]
        band = TELEPHONE if wanted.sample_rate <= 8_000 else WIDEBAND if wanted.sample_rate <= 16_000 else FULL
        return Profile(folded, platform, wanted, band, _LONGEST_S.get(platform), _LARGEST.get(platform))
    if folded == G722:
        return Profile(G722, G722, _format(G722, 16_000, ".g722"), WIDEBAND)
    base, _, rate = folded.rpartition("-")
    try:
        codec = codec_by_name(base if rate.isdecimal() else folded)
        wanted_hz = codec.check_rate(int(rate) if rate.isdecimal() else codec.default_rate or 24_000)
    except UnknownFormatError:
        names = profile_names()
        raise UnknownProfileError(
            f"unknown profile {name!r}: choose from {', '.join(names)} (8 kHz mu-law in WAV is wav_mulaw, without a "
            f"header mulaw){nearest(name, names)}"
        ) from None
    except SampleRateError as error:
        raise SampleRateError(f"profile {name!r}: {error}") from None
    band = TELEPHONE if wanted_hz <= 8_000 else WIDEBAND if wanted_hz <= 16_000 else FULL
    ending = codec.endings[0] if codec.endings else ".wav"
    return Profile(folded, folded, _format(codec.name, wanted_hz, ending), band)
