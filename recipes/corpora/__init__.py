"""Speech corpora: from the layouts they are published in to 24 kHz clips with F0 that training reads.

`layouts` finds the clips and their text, `conditioning` resamples, trims and levels one clip, `prepare` runs a corpus
through both, `pseudo_speaker` makes a second speaker of a recording. `README.md` says where the corpora of the
shipped voices come from.
"""
