"""Writes models/tables/words.txt: words that people say in a consult and that name no drug, those of at least two consults of the corpus.

usage: ordinary_words.py OUT.txt
A misheard word that is none of these is looked up by sound among the drugs (src/core/transcript/second-look.ts).
"""
import collections
import sys

from align import drug_words, fold, words
from consults import CORPUS, parse

counted = collections.Counter(w for c in parse(CORPUS) for w in {fold(w) for _, t, _ in c["turns"] for w in words(t)})
drugs = drug_words()
kept = sorted(w for w, n in counted.items() if n >= 2 and w not in drugs and len(w) > 1)
with open(sys.argv[1], "w", encoding="utf8") as f:
    f.write("# Words of everyday talk, folded; made by models/training/note/ordinary_words.py.\n" + "\n".join(kept) + "\n")
print(len(kept), "words")
