"""python3 -m unittest discover -s training"""
import os, random, sys, tempfile, unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import kinds, make
from corpus import Corpus

# Words that none needs to understand.
SYLLABLES = "ba de ki lo mu na pe ri so tu".split()
NOUNS = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
TEXT = [f"De {a} van de {b} werd in dat jaar door de {c} gekocht, en de {b} bleef zoals de oude {a} was, met Anna Smit."
        for by in (1, 31, 300, 500) for a, b, c in zip(NOUNS, NOUNS[by:] + NOUNS, NOUNS[2 * by:] + NOUNS)]


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write("\n".join(TEXT))
            file.flush()
            cls.corpus = Corpus([file.name], "nl", nouns=True)

    def test_headings_are_made_of_nouns(self):
        self.assertTrue(self.corpus.nouns)
        self.assertEqual(set(), {noun.removeprefix("oude ") for _, noun in self.corpus.nouns} - set(NOUNS))
        heading = self.corpus.noun_heading(random.Random(4))
        self.assertTrue(heading[0].isupper() and any(noun in NOUNS for noun in heading.lower().split()), heading)

    def test_the_same_seed_makes_the_same_page(self):
        texts = [make.text_of(make.page_of(self.corpus, "zones", "psm6", "3-1")[1]) for _ in range(2)]
        self.assertEqual(*texts)

    def test_every_printed_word_is_read_once_and_in_order(self):
        """Where nothing is misread, and lines are read one by one, each token says which words it stands for."""
        for kind in kinds.SINGLES:
            page, rows = make.page_of(self.corpus, kind, "pdftotext", "5-2")
            record = make.record("page", kind, "pdftotext", "nl", page, rows)
            read = [token for token in record["tokens"] if token]
            self.assertEqual(len(record["words"]), sum(count for _, count, _ in read), kind)
            self.assertEqual(sorted(first for first, *_ in read), [first for first, *_ in read], kind)


if __name__ == "__main__":
    unittest.main()
