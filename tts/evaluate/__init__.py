"""Objective evaluation of voices: is it understood, is it the persona, does it sound natural, how fast is it.

    errors           what may go wrong on purpose
    weights          finds (or fetches) the weights of the judge models and checks their SHA-256
    waveforms        reads and resamples audio files
    scoring_text     brings reference and transcript to the same words (numbers, spellings, punctuation)
    word_error       edit distance, word and character error rates
    homophones       which words sound the same: what was only spelled in another way
    intelligibility  Whisper base: transcript and language identification
    speaker          Resemblyzer: embeddings, centroids, cosines
    naturalness      DistillMOS: predicted mean opinion score
    nisqa            NISQA-TTS: predicted naturalness (optional: its weights are for evaluation only)
    signal           level, clipping, silence, F0 and global variance
    scores           all of them for one clip and for a set of clips
    variance         global variance of each mel band against real speech: oversmoothing
    manifests        JSON lines that name audio, text and locale
    clips            ``python -m tts.evaluate.clips``: scores the clips of a manifest
    sentence_set     what the voices are asked to say (sentences/<locale>.txt)
    sources, espeak  where clips come from: engine, recordings, copy-synthesis; the espeak-ng floor
    corpora          natural recordings, the teacher's clips, donor speakers
    evaluation       scores the voices beside floors and ceilings
    rows             from scored clips to rows: persona, donors, references
    model_speakers, grid, grid_page   every speaker of the model in every language, with audio
    report, plots, html_report   the result as JSON, charts and one HTML file
    command          ``tts evaluate``

Nothing heavy is imported before it is used; what is missing is named by `MissingExtraError`.
"""
