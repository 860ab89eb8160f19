"""OCRmyPDF plugin: Tesseract reads, ontwar repairs the words and their order.

    ocrmypdf --plugin ontwar_ocrmypdf -l nld scan.pdf out.pdf

The text layer and the sidecar hold the repaired words in reading order. What
goes wrong here never costs a page: the engine's own text stays, with a warning.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine

log = logging.getLogger(__name__)

__version__ = "0.1.0"

# Seconds that one page may take; most take hundredths.
TIMEOUT = 60.0


class RepairFailed(Exception):
    """The page is left as the engine read it; says why."""


@hookimpl
def add_options(parser):
    group = parser.add_argument_group("ontwar", "Repair of what Tesseract read")
    group.add_argument(
        "--ontwar-language",
        metavar="TAG",
        default="auto",
        help="The language pack, such as nl; auto takes the one that explains a page best, "
        "and leaves pages alone that none explains (default: auto)",
    )
    group.add_argument(
        "--ontwar-dictionary",
        metavar="DIR",
        action="append",
        default=[],
        help="A folder with words and rules of your own; may be repeated",
    )
    group.add_argument(
        "--ontwar-min-confidence",
        metavar="P",
        type=_probability,
        default=None,
        help="The least confidence a change must have, from 0 to 1",
    )
    group.add_argument(
        "--ontwar-keep-order",
        action="store_true",
        default=False,
        help="Leave lines and blocks in the order in which Tesseract gives them",
    )
    group.add_argument(
        "--ontwar-program",
        metavar="FILE",
        default=None,
        help="The ontwar program (default: the one installed with this plugin, or on the PATH)",
    )


def _probability(typed: str) -> float:
    value = float(typed)
    if not 0.0 <= value <= 1.0:
        raise ValueError("not a number from 0 to 1")
    return value


@hookimpl
def check_options(options):
    """Tells before any page is read what would go wrong on each."""
    try:
        # Without a word to repair the options are read all the same.
        _run(options, ["--format", "text", "-"], b"")
    except RepairFailed as problem:
        log.warning("ontwar: %s; pages are left as Tesseract reads them", problem)


@hookimpl
def get_ocr_engine(options):
    if options is not None and getattr(options, "ocr_engine", "auto") not in ("auto", "tesseract"):
        return None
    return OntwarEngine()


class OntwarEngine(TesseractOcrEngine):
    """Tesseract, with its words repaired before they are drawn."""

    @staticmethod
    def creator_tag(options):
        return f"{TesseractOcrEngine.creator_tag(options)} + ontwar"

    def __str__(self):
        return f"{super().__str__()} + ontwar"

    @staticmethod
    def generate_hocr(input_file, output_hocr, output_text, options):
        TesseractOcrEngine.generate_hocr(input_file, output_hocr, output_text, options)
        _try_repair(Path(output_hocr), Path(output_text), options)

    @staticmethod
    def generate_pdf(input_file, output_pdf, output_text, options):
        """For `--pdf-renderer sandwich`, where Tesseract draws its own text: the repaired text is drawn instead."""
        output_pdf, output_text = Path(output_pdf), Path(output_text)
        hocr, text = output_pdf.with_suffix(".ontwar.hocr"), output_text.with_suffix(".ontwar.txt")
        TesseractOcrEngine.generate_hocr(input_file, hocr, text, options)
        if _try_repair(hocr, text, options):
            try:
                _draw(hocr, Path(input_file), output_pdf)
            except Exception as problem:  # noqa: BLE001 - no page is lost to whatever it is
                log.warning("ontwar: the repaired text cannot be drawn (%s); Tesseract's own is kept", problem)
            else:
                os.replace(text, output_text)
                return
        TesseractOcrEngine.generate_pdf(input_file, output_pdf, output_text, options)


def _try_repair(hocr: Path, text: Path, options) -> bool:
    """Repairs both files in place, or leaves both as they are and says why."""
    try:
        _repair(hocr, text, options)
    except Exception as problem:  # noqa: BLE001 - no page is lost to whatever it is
        log.warning("ontwar: this page is left as Tesseract read it: %s", problem)
        return False
    return True


def _repair(hocr: Path, text: Path, options) -> None:
    before = hocr.read_bytes()
    order = ["--keep-order"] if getattr(options, "ontwar_keep_order", False) else []
    repaired = _run(options, ["--format", "hocr", *order, "-"], before)
    pages = [element for element in ElementTree.fromstring(repaired).iter() if element.get("class") == "ocr_page"]
    if not pages:
        raise RepairFailed("the repaired page cannot be read")
    plain = _run(options, ["--format", "text", *(["--no-layout"] if order else []), "-"], before)
    # Both or neither: a text layer and a sidecar that differ help nobody.
    _replace(hocr, repaired)
    _replace(text, plain)


def _replace(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.replace(file.name, path)


def _run(options, arguments: list[str], data: bytes) -> bytes:
    command = [_program(options), "clean", "--quiet", "--language", getattr(options, "ontwar_language", None) or "auto"]
    for folder in getattr(options, "ontwar_dictionary", None) or []:
        command += ["--dictionary", os.fspath(folder)]
    least = getattr(options, "ontwar_min_confidence", None)
    if least is not None:
        command += ["--min-confidence", str(least)]
    try:
        done = subprocess.run(command + arguments, input=data, capture_output=True, timeout=TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise RepairFailed(str(problem)) from problem
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise RepairFailed(said or f"exit code {done.returncode}")
    return done.stdout


def _program(options) -> str:
    chosen = getattr(options, "ontwar_program", None)
    if chosen:
        return os.fspath(chosen)
    # The wheel puts it beside the Python that runs this.
    beside = Path(sys.executable).parent / ("ontwar.exe" if os.name == "nt" else "ontwar")
    if beside.is_file():
        return str(beside)
    found = shutil.which("ontwar")
    if found is None:
        raise RepairFailed("there is no program `ontwar`; install it, or name it with --ontwar-program")
    return found


def _draw(hocr: Path, image: Path, output_pdf: Path) -> None:
    """Draws the words of an hOCR, invisible, on a page of the size of the image."""
    import ocrmypdf
    from ocrmypdf.font import MultiFontManager
    from ocrmypdf.fpdf_renderer import Fpdf2PdfRenderer
    from ocrmypdf.hocrtransform import HocrParser
    from PIL import Image

    page = HocrParser(hocr).parse()
    with Image.open(image) as opened:
        dpi = opened.info.get("dpi", (None,))[0]
    fonts = MultiFontManager(Path(ocrmypdf.__file__).parent / "data")
    drawn = Fpdf2PdfRenderer(
        page=page, dpi=float(dpi or page.dpi or 300), multi_font_manager=fonts, invisible_text=True
    )
    drawn.render(output_pdf)
