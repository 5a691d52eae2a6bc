"""Speed and memory of the engine on this machine, beside other engines where they are installed.

    texts     what is spoken
    engines   what an engine is for the bench, our own, and which others can run here
    peers     espeak-ng, Piper and Kokoro behind the same interface
    worker    one engine in a process of its own, commanded line by line
    run       starts the workers, takes turns between them, and makes rows of their answers
    table     the rows as text, with ratios to our engine

A process for each engine keeps peak memory and cold start honest. The engines take turns within every round, so that
whatever else the machine is doing hits all of them alike.
"""
