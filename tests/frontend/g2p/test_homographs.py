"""English and French words that are read in two ways, in sentences; readings from dictionaries."""

from __future__ import annotations

import pytest

from frontend.g2p import phonemize_words
from frontend.g2p.homographs import choose
from frontend.pipeline import Frontend


def reading(sentence: str, locale: str) -> str:
    """Phones of the word between asterisks."""
    words = sentence.split()
    index = next(i for i, word in enumerate(words) if word.startswith("*"))
    return "".join(phone.symbol for phone in phonemize_words(tuple(word.strip("*") for word in words), locale)[index])


TWICE = [
    ("They reported *record* quarterly revenue", "ɹɛkɚd"),
    ("It was *learned* by rote", "lɝnd"),
    ("My *learned* friend is wrong", "lɝnɪd"),
    ("The *curate* led the service", "kjʊɹət"),
    ("She was hired to *curate* the exhibition", "kjʊɹeɪt"),
    ("The *invalid's* wound healed", "ɪnvəlɪdz"),
    ("The *project's* budget is gone", "pɹɑd͡ʒɛkts"),
    ("At the *close* of play he was forty not out", "kloʊz"),
    ("Nothing could *content* him", "kəntɛnt"),
    ("He landed a five pound *bass* today", "bæs"),
    ("A *sewer* sewed a sleeve", "soʊɚ"),
    ("The sail had a *minute* tear", "maɪnut"),
    ("The line had a *lead* sinker", "lɛd"),
    ("I *read* that they would come", "ɹɛd"),
    ("*Read* chapter three by Tuesday", "ɹid"),
    ("The letter left her *content*", "kəntɛnt"),
    ("He had to *content* himself with second place", "kəntɛnt"),
    ("They seem happy and *content*", "kəntɛnt"),
    ("Some *content* is blocked in your region", "kɑntɛnt"),
    ("He was exposed to *lead* as a child", "lɛd"),
    ("We go *live* at nine", "laɪv"),
    ("It was recorded *live* in London", "laɪv"),
    ("Chat *live* with an agent", "laɪv"),
    ("You must have *read* access", "ɹid"),
    ("A widely *read* author spoke", "ɹɛd"),
    ("The bucks and *does* crossed the road", "doʊz"),
    ("The farm was used to *produce* produce", "pɹədus"),
    ("The farm was used to produce *produce*", "pɹoʊdus"),
    ("Do you ever *read* the comments", "ɹid"),
    ("The sign *read* no trespassing", "ɹɛd"),
    ("Only half the class *read* the chapter", "ɹɛd"),
    ("Did the class *read* the chapter", "ɹid"),
    ("The show goes *live* at nine", "laɪv"),
    ("Police *records* show two arrests", "ɹɛkɚdz"),
    ("Wheat *exports* fell sharply", "ɛkspɔɹts"),
    ("The adapter *converts* volts", "kənvɝts"),
    ("*Delegates* from forty nations arrived", "dɛlɪɡəts"),
    ("He'd rather *rebel* than obey", "ɹɪbɛl"),
    ("*Rebel* leaders met in secret", "ɹɛbəl"),
    ("Building *permits* take weeks", "pɝmɪts"),
    ("A *lead* balloon sinks fast", "lɛd"),
    ("A shot across the *bow* warned the trawler", "baʊ"),
    ("Keep your friends *close*", "kloʊs"),
    ("Doctors *suspect* it's an infection", "səspɛkt"),
    ("*Does* are female deer", "doʊz"),
    ("Make good *use* of your time", "jus"),
    ("She made several *live* albums", "laɪv"),
    ("Tools which *separate* fibers are costly", "sɛpɚɹeɪt"),
    ("Six *lead* guitarists auditioned", "lid"),
    ("The tool was *used* to cut tiles", "juzd"),
    ("*Does* he do this for a living", "dʌz"),
    ("*Does* Fiona have a dog", "dʌz"),
    ("Eoin and Saoirse *live* above a bakery", "lɪv"),
    ("Nobody *present* could present any proof", "pɹɛzənt"),
    ("Nobody present could *present* any proof", "pɹɪzɛnt"),
    ("I'd *read* it now if you hadn't read it to me", "ɹid"),
    ("I'd read it now if you hadn't *read* it to me", "ɹɛd"),
    ("Having *read* the memo she closed the file", "ɹɛd"),
    ("Has anyone *read* or does anyone plan to read chapter two", "ɹɛd"),
    ("Has anyone read or does anyone plan to *read* chapter two", "ɹid"),
    ("*Contract* workers often contract colds", "kɑntɹækt"),
    ("Contract workers often *contract* colds", "kəntɹækt"),
    ("The muscles *contract* when they are cold", "kəntɹækt"),
    ("*Frequent* visitors frequent this bar", "fɹikwənt"),
    ("*Permits* are required before anyone permits parking", "pɝmɪts"),
    ("Permits are required before anyone *permits* parking", "pɚmɪts"),
    ("They *live* on live bait", "lɪv"),
    ("They live on *live* bait", "laɪv"),
    ("They played *live* on stage", "laɪv"),
    ("It airs *live* on Sunday", "laɪv"),
    ("The people who *live* on my block are loud", "lɪv"),
    ("The *invalid* coupon was rejected", "ɪnvælɪd"),
    ("We fixed the *invalid* syntax", "ɪnvælɪd"),
    ("I *refuse* to take out the refuse", "ɹɪfjuz"),
    ("I refuse to take out the *refuse*", "ɹɛfjus"),
    ("He took a *bow* and put down his bow and arrow", "baʊ"),
    ("He took a bow and put down his *bow* and arrow", "boʊ"),
    ("*Export* taxes hit firms that export steel", "ɛkspɔɹt"),
    ("Export taxes hit firms that *export* steel", "ɪkspɔɹt"),
    ("*Compound* interest will only compound the problem", "kɑmpaʊnd"),
    ("Compound interest will only *compound* the problem", "kəmpaʊnd"),
    ("The medic *wound* a bandage over the wound", "waʊnd"),
    ("The medic wound a bandage over the *wound*", "wund"),
    ("There was a *minute* change at the last minute", "maɪnut"),
    ("There was a minute change at the last *minute*", "mɪnɪt"),
    ("*Import* duties were raised so we import less wine", "ɪmpɔɹt"),
    ("Import duties were raised so we *import* less wine", "ɪmpɔɹt"),
    ("*Protest* marches blocked the road but nobody will protest the ruling", "pɹoʊtɛst"),
    ("Protest marches blocked the road but nobody will *protest* the ruling", "pɹətɛst"),
    ("She will *record* the record on Tuesday", "ɹɪkɔɹd"),
    ("She will record the *record* on Tuesday", "ɹɛkɚd"),
    ("*Record* crowds gathered to record the eclipse", "ɹɛkɚd"),
    ("Record crowds gathered to *record* the eclipse", "ɹɪkɔɹd"),
    ("Farmers who *produce* organic produce earn more", "pɹədus"),
    ("Farmers who produce organic *produce* earn more", "pɹoʊdus"),
    ("The subject refused to *subject* himself to the test", "səbd͡ʒɛkt"),
    ("The *alternate* route lets trucks alternate lanes", "ɔltɚnət"),
    ("The alternate route lets trucks *alternate* lanes", "ɔltɚneɪt"),
    ("The dogs were *used* to the bell that we used in class", "just"),
    ("The dogs were used to the bell that we *used* in class", "juzd"),
    ("They had *read* that lead levels lead to delays", "ɹɛd"),
    ("Who *read* you that story when you couldn't read", "ɹɛd"),
    ("Who read you that story when you couldn't *read*", "ɹid"),
    ("The *bass* was hooked on a spinner near the dock", "bæs"),
    ("She slaps the *bass* in a funk band", "beɪs"),
    ("He *resumes* work after sending ten resumes", "ɹɪzumz"),
    ("He resumes work after sending ten *resumes*", "ɹɛzəmeɪz"),
    ("The tool was *used* to cut tiles", "juzd"),
    ("We are *used* to working late", "just"),
    ("She *used* to live here", "just"),
    ("She used to *live* here", "lɪv"),
    ("Let the students *present* their posters", "pɹɪzɛnt"),
    ("They made the witness *recount* the story", "ɹɪkaʊnt"),
    ("Three *live* lobsters escaped", "laɪv"),
    ("Who *read* the gas meter", "ɹɛd"),
    ("The two *addicts* met at a clinic", "ædɪkts"),
    ("A dozen *permits* were refused", "pɝmɪts"),
    ("*Combat* boots are required in combat", "kɑmbæt"),
    ("Soldiers *combat* the fire", "kəmbæt"),
    ("*Subject* matter experts subject drafts to review", "sʌbd͡ʒɪkt"),
    ("*Transport* costs rose because we transport it by air", "tɹænspɔɹt"),
    ("Transport costs rose because we *transport* it by air", "tɹænspɔɹt"),
    ("*Insult* comics insult everyone", "ɪnsʌlt"),
    ("Insult comics *insult* everyone", "ɪnsʌlt"),
    ("*Refuse* collectors refuse overtime", "ɹɛfjus"),
    ("*Read* the label before use", "ɹid"),
    ("I have *read* and understood the terms", "ɹɛd"),
    ("The archer drew her *bow* before taking a bow", "boʊ"),
    ("The archer drew her bow before taking a *bow*", "baʊ"),
]  # fmt: skip
"""A word more than once, each with the words about it, and nouns before nouns."""
AMERICAN = [
    ("I will *read* the book tomorrow", "ɹid"), ("I *read* it yesterday", "ɹɛd"), ("She has *read* every page", "ɹɛd"),
    ("they often *read* aloud", "ɹid"),
    ("He will *lead* the team", "lid"), ("the pipes are made of *lead*", "lɛd"),
    ("there is *lead* in the paint", "lɛd"), ("the *lead* singer fell", "lid"),
    ("they *live* in Boston", "lɪv"), ("a *live* broadcast", "laɪv"), ("the show is streamed *live*", "laɪv"),
    ("cats have nine *lives*", "laɪvz"), ("he *lives* alone", "lɪvz"),
    ("he plays *bass* guitar", "beɪs"), ("she caught a *bass* in the lake", "bæs"), ("the *wind* blew hard", "wɪnd"),
    ("please *wind* the clock", "waɪnd"),
    ("a *tear* rolled down her cheek", "tɪɹ"), ("do not *tear* the paper", "tɛɹ"), ("keep a *record* of it", "ɹɛkɚd"),
    ("*record* your message after the tone", "ɹɪkɔɹd"),
    ("he was *present* at the meeting", "pɹɛzənt"), ("she will *present* the award", "pɹɪzɛnt"),
    ("the *use* of phones", "jus"), ("do you *use* it", "juz"),
    ("please *close* the door", "kloʊz"), ("stay *close* to me", "kloʊs"), ("wait a *minute*", "mɪnɪt"),
    ("*minute* particles of dust", "maɪnut"),
    ("I *object* to that", "əbd͡ʒɛkt"), ("a strange *object* fell", "ɑbd͡ʒɛkt"),
    ("he was *content* with it", "kəntɛnt"), ("the *content* of the page", "kɑntɛnt"),
    ("camels cross the *desert*", "dɛzɚt"), ("they will *desert* him", "dɪzɝt"), ("I *refuse* to go", "ɹɪfjuz"),
    ("the *refuse* was collected", "ɹɛfjus"),
    ("farms *produce* milk", "pɹədus"), ("the *produce* aisle", "pɹoʊdus"), ("a parking *permit*", "pɝmɪt"),
    ("we do not *permit* it", "pɚmɪt"),
    ("prices will *increase* again", "ɪnkɹis"), ("the card is *invalid*", "ɪnvælɪd"),
    ("the *invalid* stayed in bed", "ɪnvəlɪd"), ("it is a *perfect* day", "pɝfɪkt"),
    ("to *perfect* her skills", "pɚfɛkt"), ("the *suspect* was arrested", "sʌspɛkt"),
    ("I *suspect* that he lied", "səspɛkt"), ("*excuse* me", "ɪkskjuz"), ("no *excuse* at all", "ɪkskjus"),
    ("the *house* is old", "haʊs"), ("they will *house* the guests", "haʊz"), ("the actors took a *bow*", "baʊ"),
    ("a *bow* and arrow", "boʊ"), ("the *sow* had piglets", "saʊ"),
    ("a white *dove* flew by", "dʌv"), ("he *dove* into the pool", "doʊv"), ("the *wound* healed", "wund"),
    ("he *wound* the rope around it", "waʊnd"), ("what *does* it cost", "dʌz"),
    ("*polish* the silver", "pɑlɪʃ"), ("a *Polish* song", "poʊlɪʃ"), ("*separate* rooms", "sɛpɚɹət"),
    ("to *separate* the eggs", "sɛpɚɹeɪt"), ("an *estimate* of the cost", "ɛstɪmət"),
    ("we *estimate* that it rains", "ɛstɪmeɪt"), ("they *graduate* in June", "ɡɹæd͡ʒueɪt"),
    ("a *graduate* student", "ɡɹæd͡ʒuət"), ("please *elaborate* on that", "ɪlæbɚɹeɪt"),
    ("he *used* to smoke", "just"), ("he *used* a hammer", "juzd"), ("your *resume* looks good", "ɹɛzəmeɪ"),
    ("we will *resume* shortly", "ɹɪzum"), ("the roof is covered in *lead*", "lɛd"),
    ("this number is no longer *live*", "laɪv"), ("the captain stood at the *bow* of the ship", "baʊ"),
    ("the violinist took a *bow*", "baʊ"), ("the author *read* aloud from her new book last night", "ɹɛd"),
    ("the tests showed *lead* in the water", "lɛd"), ("the band played *live* for two hours", "laɪv"),
    ("he has a *tear* in his rotator cuff", "tɛɹ"), ("the waves crashed over the *bow*", "baʊ"),
    ("keep raw meat *separate* from vegetables", "sɛpɚɹət"), ("*desert* plants store water", "dɛzɚt"),
    ("we buy *produce* at the farmers market", "pɹoʊdus"), ("the city collects *refuse* every Monday", "ɹɛfjus"),
    ("what time does the library *close* tonight", "kloʊz"), ("your reference *number* and postcode", "nʌmbɚ"),
    ("they are *putting* up the tree", "pʊtɪŋ"), ("we flew to Terre *Haute*", "hoʊt"),
    ("the *excise* tax went up", "ɛksaɪz"), ("the surgeon will *excise* the tumor", "ɪksaɪz"),
    ("I saw him *mouth* the words", "maʊð"), ("open your *mouth* wide", "maʊθ"),
    ("never *underestimate* a raccoon", "ʌndɚɹɛstɪmeɪt"), ("that figure is an *underestimate*", "ʌndɚɹɛstɪmət"),
    ("the hypotheses rest on shaky *bases*", "beɪsiz"), ("move *closer* to the microphone", "kloʊsɚ"),
    ("the Mets need a new *closer* for the ninth inning", "kloʊzɚ"), ("old *houses* creak", "haʊzɪz"),
    ("Grandpa Joe *read* us a story", "ɹɛd"), ("did Monica *read* the letter", "ɹid"),
    ("let Maria *read* the letter", "ɹid"), ("People *read* more on vacation", "ɹid"),
    ("He went to bed and *read* novels", "ɹɛd"), ("He wanted to lie down and *read* novels", "ɹid"),
    ("I *read* the whole book in one sitting", "ɹɛd"), ("I *read* the paper every day", "ɹid"),
    ("she had a quick *read* through the draft", "ɹid"), ("*Use* only clean water", "juz"),
    ("*Use* of force is rare", "jus"),
    ("water *use* rose again", "jus"), ("phone *use* while driving", "jus"), ("teens *use* phones", "juz"),
    ("the meeting drew to a *close*", "kloʊz"), ("she drew him *close* to her", "kloʊs"),
    ("the shape moved *closer*", "kloʊsɚ"), ("*Produce* prices rose", "pɹoʊdus"),
    ("*Exports* to China fell", "ɛkspɔɹts"),
    ("as the weeks *progress*", "pɹəɡɹɛs"), ("*Alternate* ice and heat", "ɔltɚneɪt"),
    ("she has a *minute* scar", "maɪnut"), ("an *invalid* since the war", "ɪnvəlɪd"),
    ("the patience of *Job* is proverbial", "d͡ʒoʊb"), ("the Department of *Job* Training", "d͡ʒɑb"),
    ("the shelf *bowed* in the middle", "boʊd"),
]  # fmt: skip

BRITISH = [
    ("they had a *row* about money", "ɹaʊ"), ("the front *row*", "ɹəʊ"), ("keep a *record* of it", "ɹɛkɔːd"),
    ("the train to *Reading*", "ɹɛdɪŋ"), ("*reading* and writing", "ɹiːdɪŋ"),
    ("will you *present* the award", "pɹɪzɛnt"), ("*use* the app", "juːz"), ("*Polish* the silver", "pɒlɪʃ"),
    ("wait a *minute*", "mɪnɪt"), ("*minute* particles", "maɪnjuːt"),
    ("she was *seconded* to Brussels", "sɪkɒndɪd"), ("the motion was *seconded* by the treasurer", "sɛkəndɪd"),
    ("my toddler is being *contrary* today", "kəntɹɛəɹi"), ("on the *contrary* it went well", "kɒntɹəɹi"),
    ("all the children opened their *mouths*", "maʊðz"), ("for the moment the *row* ended", "ɹaʊ"),
    ("the audience stood before the *bows*", "baʊz"),
]  # fmt: skip

FRENCH = [
    ("mon *fils* dort", "fɪs"), ("des *fils* électriques", "fɪl"), ("les poules *couvent* leurs oeufs", "kuv"),
    ("le vieux *couvent*", "kuvɑ̃"), ("ils *président* la séance", "pʁezɪd"),
    ("le *président* parle", "pʁezidɑ̃"), ("nous *portions* des sacs", "pɔʁt͡sjɔ̃"),
    ("deux *portions* de riz", "pɔʁsjɔ̃"), ("*tous* les jours", "tu"), ("ils sont *tous* venus", "tʊs"),
    ("un *os* cassé", "ɔs"), ("des *os* cassés", "o"), ("tu *as* raison", "a"), ("un *as* de pique", "ɑs"),
    ("deux *plus* deux", "plʏs"), ("je ne veux *plus* rien", "ply"),
    ("les *fils* de mon voisin", "fɪs"), ("les hiboux *hululent* dehors", "ylʏl"),
    ("les fournisseurs *influent* sur le prix", "ɛ̃fly"), ("ils *content* une histoire", "kɔ̃t"),
    ("le vent *d'est* souffle", "dɛst"), ("il *est* là", "ɛ"), ("il *affluent* vers la ville", "afly"),
]  # fmt: skip

NOUNS_AND_VERBS = [
    ("The two rivals rarely *converse* in public", "kənvɝs"), ("If A is true the *converse* need not be", "kɑnvɝs"),
    ("The army trained recruits for *combat* in the desert", "kɑmbæt"),
    ("She is a *consummate* professional", "kɑnsəmɪt/kənsʌmɪt"),
    ("The film recounts his daring *exploits* in the Arctic", "ɛksplɔɪts"),
    ("That company *exploits* its workers", "ɪksplɔɪts/ɛksplɔɪts"),
    ("He addressed the *august* members of the academy", "ɔɡʌst"),
    ("We leave for Maine in *August* this year", "ɔɡɪst"), ("Please *reuse* your shopping bags", "ɹijuz"),
    ("The *reuse* of water is common in Israel", "ɹijus"),
    ("Lawyers warned against the *misuse* of donations", "mɪsjus"), ("Do not *misuse* the emergency brake", "mɪsjuz"),
    ("A *diffuse* glow filled the room", "dɪfjus"), ("The mediator tried to *diffuse* the tension", "dɪfjuz"),
    ("Any *unused* tickets expire tonight", "ʌnjuzd"), ("I am *unused* to such heat", "ʌnjust"),
    ("The Boston *Celtics* won again", "sɛltɪks"), ("She plays *Celtic* harp music", "kɛltɪk"),
    ("We flew into *Mobile* Alabama", "moʊbil"), ("*Ferment* the cabbage for two weeks", "fɚmɛnt"),
    ("It was an age of political *ferment* and revolt", "fɝmɛnt"),
    ("The plates *fragment* under pressure", "fɹæɡmɛnt"), ("A *fragment* of pottery was found", "fɹæɡmənt"),
    ("Athletes *supplement* their diet with protein", "sʌplɪmɛnt"), ("Take one iron *supplement* a day", "sʌplɪmənt"),
    ("They will *implement* the policy in May", "ɪmplɪmɛnt"),
    ("A hoe is a garden *implement* with a long handle", "ɪmplɪmənt"),
    ("He escaped the *confines* of his cell", "kɑnfaɪnz"), ("She *confines* herself to facts", "kənfaɪnz"),
    ("Monks *commune* with nature there", "kəmjun"), ("They grew up in a *commune* in Vermont", "kɑmjun"),
    ("He was a recovering drug *addict* for years", "ædɪkt"), ("The station is an *affiliate* of NBC", "əfɪliɪt"),
    ("Local clubs *affiliate* with the national league", "əfɪlieɪt"),
    ("He never paid me a *compliment* before", "kɑmplɪmənt"),
    ("Guests always *compliment* her cooking", "kɑmplɪmɛnt"), ("The clerk *bowed* to the judge", "baʊd"),
    ("The scientists *experiment* on fruit flies", "ɪkspɛɹɪmɛnt"),
    ("Lindsey *misread* the thermostat last night", "mɪsɹɛd"), ("Please *proofread* my essay before noon", "pɹufɹid"),
    ("The general *routed* the enemy army", "ɹaʊtɪd"), ("A snake may *slough* its skin twice a year", "slʌf"),
    ("*Affix* a stamp to the envelope", "əfɪks"), ("The *affix* un- changes the meaning", "æfɪks"),
    ("A *recount* was ordered in Florida", "ɹikaʊnt"), ("She will *recount* her adventures tonight", "ɹɪkaʊnt"),
    ("He grabbed the *rebound* and scored", "ɹibaʊnd"), ("Prices may *rebound* next month", "ɹɪbaʊnd/ɹibaʊnd"),
    ("The court's *remit* is narrow", "ɹimɪt/ɹɪmɪt"), ("A *reprint* of the novel sold out", "ɹipɹɪnt"),
    ("They *reprint* the guide every year", "ɹipɹɪnt"), ("*Conserve* water during the drought", "kənsɝv"),
    ("She spread fig *conserve* on toast", "kɑnsɝv"), ("Her *exposé* shocked the industry", "ɛkspoʊzeɪ"),
    ("Luca plays for *Real* Salt Lake", "ɹeɪɑl"), ("a *real* estate agent", "ɹil/ɹiəl"),
]  # fmt: skip
"""Further words whose noun, verb or adjective differ; / parts readings that are both right, ɪ stands for ə too."""


@pytest.mark.parametrize(("sentence", "phones"), NOUNS_AND_VERBS)
def test_parts_of_speech(sentence: str, phones: str) -> None:
    heard = reading(sentence, "en-US").replace("ɾ", "t").replace("͡", "").replace("ə", "ɪ")
    assert heard in [one.replace("ə", "ɪ") for one in phones.split("/")]


@pytest.mark.parametrize(("sentence", "phones"), [*AMERICAN, *TWICE])
def test_american_homograph(sentence: str, phones: str) -> None:
    assert reading(sentence, "en-US").replace("ɾ", "t") == phones


@pytest.mark.parametrize(("sentence", "phones"), BRITISH)
def test_british_homograph(sentence: str, phones: str) -> None:
    assert reading(sentence, "en-GB") == phones


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("He opened the letter, read it twice and put it back.", "ɹɛd"),
        ("If you are registered, read the notes.", "ɹid"),
        ("You need some peace, read a book.", "ɹid"),
    ],
)
def test_a_story_goes_on_behind_a_comma(text: str, phones: str) -> None:
    words = Frontend().process(text, "en-US").sentences[0].words
    assert ["".join(p.symbol for p in word.phones) for word in words if word.text == "read"] == [phones]


@pytest.mark.parametrize(
    ("words", "stress"),
    [(("the", "F B I"), 2), (("an", "I twenty-five"), 2), (("so", "I", "left"), 0), (("I", "left"), 1)],
)
def test_the_letter_i_is_stronger_than_the_pronoun(words: tuple[str, ...], stress: int) -> None:
    heard = [phone.stress for word in phonemize_words(words, "en-US") for phone in word if phone.symbol == "aɪ"]
    assert heard[0] == stress


@pytest.mark.parametrize(("sentence", "phones"), FRENCH)
def test_french_homograph(sentence: str, phones: str) -> None:
    assert reading(sentence, "fr-CA") == phones


@pytest.mark.parametrize(
    ("role", "phones"),
    [("amazon:VB", "ɹɪkɔɹd"), ("NN", "ɹɛkɚd"), ("amazon:DEFAULT", "ɹɛkɚd"), ("", "ɹɛkɚd"), ("IN", "ɹɛkɚd")],
)
def test_a_role_forces_the_reading(role: str, phones: str) -> None:
    (_, word) = phonemize_words(("the", "record"), "en-US", ("", role))
    assert "".join(phone.symbol for phone in word) == phones


def test_sense_1_is_the_second_meaning() -> None:
    words = phonemize_words(("a", "bass"), "en-US", ("", "amazon:SENSE_1"))
    assert "".join(phone.symbol for phone in words[1]) == "beɪs"


def test_roles_must_fit_the_words() -> None:
    with pytest.raises(ValueError, match="1 roles for 2 words"):
        phonemize_words(("the", "record"), "en-US", ("VB",))


def test_other_words_are_left_to_the_lexicon() -> None:
    assert choose(("hello",), 0, "en-US") is None
    assert choose(("record",), 0, "de-DE") is None
