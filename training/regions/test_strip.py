"""python3 -m unittest discover -s training"""
import os, sys, tempfile, unittest
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import strip

NS = "{http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15}"
# What was read, its height on the page, and the region it stands in.
LINES = [("Tweede kolom begint hier", 100, "paragraph"), ("en loopt door.", 140, "paragraph"), ("HET NIEUWS", 40, "heading"), ("12", 10, "page-number"), ("Een regel daaronder.", 180, "paragraph"), ("En nog een regel.", 220, "paragraph")]


def page(lines):
    """A page in PAGE, a region a line, each ten letters a hundred wide."""
    corners = lambda y, text: f"50,{y} {50 + 10 * len(text)},{y} {50 + 10 * len(text)},{y + 30} 50,{y + 30}"
    line = lambda text, y: f'<TextLine><Coords points="{corners(y, text)}"/><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>'
    regions = "".join(f'<TextRegion type="{kind}">{line(text, y)}</TextRegion>' for text, y, kind in lines)
    return f'<PcGts xmlns="{NS[1:-1]}"><Page imageWidth="800" imageHeight="900">{regions}</Page></PcGts>'


def stripped(text):
    with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return strip.strip(file.name)


class Strip(unittest.TestCase):
    def test_one_region_is_left_with_its_lines_from_top_to_bottom(self):
        root = ET.fromstring(stripped(page(LINES))[0])
        self.assertEqual(1, len(list(root.iter(NS + "TextRegion"))))
        read = [line.find(f"{NS}TextEquiv/{NS}Unicode").text for line in root.iter(NS + "TextLine")]
        self.assertEqual([text for text, *_ in sorted(LINES, key=lambda line: line[1])], read)

    def test_every_word_has_a_truth_and_what_is_not_text_has_none(self):
        kinds = [word and word[4] for word in stripped(page(LINES))[1]]
        self.assertEqual([None] + 2 * ["heading"] + 14 * ["text"], kinds)

    def test_words_without_places_are_laid_along_their_line(self):
        words = strip.lay("drie korte woorden", [(0, 0), (180, 0), (180, 30), (0, 30)], [], [], 40)
        self.assertEqual([(0, 40), (50, 100), (110, 180)], [(round(box[0]), round(box[2])) for _, box in words])

    def test_a_page_of_few_lines_says_nothing(self):
        self.assertIsNone(stripped(page(LINES[:2])))


if __name__ == "__main__":
    unittest.main()
