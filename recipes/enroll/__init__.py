"""A brand voice: a speaker's recordings become a persona that speaks all five locales (`tts enroll`).

    recordings --texts--> clips --alignment--> durations --adaptation--> decoder, embedding --> voice folder

Language and speaker are separate inputs of the acoustic model, so a new speaker is a new point in its speaker space:
the text side and the vocoder stay as they are, and the decoder learns the timbre from the recordings. What the model
says already is rehearsed meanwhile, and a judge of phones listens to the new timbre in the languages that the speaker
was not recorded in.
"""

from recipes.enroll.adaptation import EnrollConfig
from recipes.enroll.chain import Speaker, enroll
from recipes.enroll.errors import EnrollmentError

__all__ = ["EnrollConfig", "EnrollmentError", "Speaker", "enroll"]
