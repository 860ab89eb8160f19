"""python3 -m unittest discover -s training"""
import os, random, sys, tempfile, unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import kinds, make, sections
from corpus import Corpus
from leaflets import Leaflets

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

    def test_pages_are_set_from_sections_with_their_headings(self):
        text = "= Over het huis\n" + "".join(f"# Kamer {noun}\nDe kamer {noun} is in dit huis van de oude heer. Hij is groot.\n- {noun}\n" for noun in NOUNS[:20])
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "learn-huis.txt"), "w", encoding="utf-8") as file:
                file.write(text)
            corpus = Corpus.__new__(Corpus)
            corpus.__dict__.update(self.corpus.__dict__, leaflets=Leaflets(folder, "learn"), share=1.0)
        page, _ = make.page_of(corpus, "filled", "psm4s", "7-1")
        headings = [part["rows"][0] for part in page.parts if part["kind"] == "heading"]
        self.assertTrue(headings and all(heading.startswith(("Kamer ", "KAMER ", "Over het huis")) for heading in headings), headings)


class Sections(unittest.TestCase):
    def cut(self, form, text):
        out = sections.Cutter()
        sections.FORMS[form](text, out)
        return list(sections.sections_of(out.documents, "nl", set()))

    def test_markdown_is_cut_at_its_headings(self):
        text = "---\ntitle: Over het huis\n---\n## De **kamer**\n\nDe [kamer](a.html) van het huis is groot en de tuin\nis\nniet klein, zoals die van de buren was.\n\n- met een\n  raam\n\n```\ncode\n```\n# Leeg\n"
        self.assertEqual(self.cut("markdown", text), [("Over het huis", "De kamer", ["De kamer van het huis is groot en de tuin is niet klein, zoals die van de buren was.", "- met een raam"])])

    def test_a_string_under_the_key_of_a_title_heads_those_beside_it(self):
        text = '{"kamer": {"titel": "De kamer", "tekst": "<p>De kamer van het huis is groot en de tuin is niet klein, zoals die van de buren was.</p>"}}'
        self.assertEqual([(heading, len(lines)) for _, heading, lines in self.cut("locale", text)], [("De kamer", 1)])

    def test_another_language_is_left_out(self):
        self.assertEqual(self.cut("markdown", "# Room\n\nThe room of the house is large and the garden is not small, as that of the others was.\n"), [])


if __name__ == "__main__":
    unittest.main()
