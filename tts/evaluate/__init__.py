"""Objective evaluation of voices: is it understood, is it the persona, does it sound natural, how fast is it.

    errors           what may go wrong on purpose
    weights          finds (or fetches) the weights of the three judge models and checks their SHA-256
    waveforms        reads and resamples audio files
    scoring_text     brings reference and transcript to the same words (numbers, spellings, punctuation)
    word_error       edit distance, word and character error rates
    intelligibility  Whisper base: transcript and language identification
    speaker          Resemblyzer: embeddings, centroids, cosines
    naturalness      DistillMOS: predicted mean opinion score
    signal           level, clipping, silence, F0 and global variance
    scores           all of them for one clip and for a set of clips
    clips            ``python -m tts.evaluate.clips``: scores the clips of a manifest
    command          ``tts evaluate``: scores the shipped voices beside floors and ceilings, writes the report

Nothing heavy is imported before it is used; what is missing is named by `MissingExtraError`.
"""
