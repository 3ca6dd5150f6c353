"""Makes `vocabulary.txt`: ordinary words that may leave the house. `python -m handlet.drafting.language_model.vocabulary`.

Out of our own corpus of invented enquiries and our own documentation: words seen in lower case. Names of people are kept out by
`names.txt`, whatever they look like there.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
_WORD = re.compile(r"(?<![\w'’@./-])[a-zà-ž]+(?:['’][a-z]+)?(?![\w@])")


def words() -> set[str]:
    """Of the corpus every word in lower case, of the documentation every one seen twice."""
    corpus = [path.read_text(encoding="utf-8") for path in (HERE.parent / "engine/reading/corpus").glob("*.tsv")]
    corpus += [(HERE.parent / "engine/matching/lexicon.txt").read_text(encoding="utf-8")]
    talk = {found.replace("’", "'") for text in corpus for found in _WORD.findall(text)}
    prose = [
        found
        for path in sorted((ROOT / "docs").glob("*.md"))
        for found in _WORD.findall(path.read_text(encoding="utf-8"))
    ]
    talk |= {word for word in set(prose) if prose.count(word) > 1}
    names = set((HERE / "names.txt").read_text(encoding="utf-8").split())
    return {word for word in talk if word not in names and len(word) > 1}


if __name__ == "__main__":
    body = "\n".join(textwrap.wrap(" ".join(sorted(words())), 118))
    (HERE / "vocabulary.txt").write_text(body + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(body.split())} words\n")
