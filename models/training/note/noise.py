"""Makes a consult look as if Whisper had heard it: short words lost, words replaced by others of the same sound, no punctuation, turns
run together. What is misheard in a turn is misheard in the phrase that rests on it too: the writer copies what was heard."""
import re

SHORT = set("de het een en of dan wel ook nou ja hoor dus maar even er al zo toch eh u uw ik je we dat die is".split())
# How Dutch sounds are confused, most of them by Whisper base on the human clips: final hardening, v/f, z/s, g/ch, ij/ei, au/ou, lost n and t.
CONFUSED = [
    (r"d\b", "t"), (r"t\b", "d"), (r"v", "f"), (r"f", "v"), (r"z", "s"), (r"ch", "g"), (r"g", "ch"), (r"ij", "ei"), (r"ei", "ij"), (r"ou", "au"),
    (r"en\b", "e"), (r"e\b", "en"), (r"b\b", "p"), (r"([aeiou])\1", r"\1"), (r"(?<=[^aeiou])([aeo])(?=[^aeiou][aeiou])", r"\1\1"), (r"st\b", "s"),
    (r"m", "n"), (r"n", "m"), (r"l", "r"), (r"p", "b"), (r"k", "t"), (r"i", "e"), (r"u", "o"), (r"er\b", "en"),
]


def misheard(word, rng):
    for pattern, instead in rng.sample(CONFUSED, len(CONFUSED)):
        places = list(re.finditer(pattern, word))
        if places and len(word) > 3:
            m = rng.choice(places)
            return word[: m.start()] + m.expand(instead) + word[m.end() :]
    return word


def noisy_turn(text, rng, rate, bare):
    """-> (the text as heard, {word: what was heard for it})"""
    heard, changed = [], {}
    for word in text.split():
        core = re.sub(r"^\W+|\W+$", "", word).lower()
        if rng.random() < rate:
            if core in SHORT:
                continue
            if core and not re.search(r"\d", core):
                changed[core] = misheard(core, rng)
                word = word.lower().replace(core, changed[core])
        heard.append(word)
    out = " ".join(heard) or text
    if bare:
        out = re.sub(r"[.,!?;:]+(?=\s|$)", "", out).lower()
    return out, changed


def noisy(consult, additions, rng):
    """-> (consult, additions) with 5, 10 or 20 % of the words wrong; turns of one speaker now and then run together."""
    rate, bare = rng.choice([0.05, 0.1, 0.2]), rng.random() < 0.4
    turns, added = [], []
    for (speaker, text, labels), addition in zip(consult["turns"], additions):
        text, changed = noisy_turn(text, rng, rate, bare)
        for word, heard in changed.items():
            addition = re.sub(rf"\b{re.escape(word)}\b", lambda _: heard, addition)
        if turns and turns[-1][0] == speaker and rng.random() < 0.3 and (added[-1] == "-" or addition == "-"):
            turns[-1] = (speaker, turns[-1][1] + " " + text, turns[-1][2] | labels)
            added[-1] = addition if added[-1] == "-" else added[-1]
        else:
            turns.append((speaker, text, labels))
            added.append(addition)
    return {**consult, "turns": turns}, added
