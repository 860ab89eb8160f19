"""Disentangle OCR text: columns in order, words repaired, sections found.

    >>> import ontwar
    >>> document = ontwar.clean("Het is voor dejaren 2022-2026.")
    >>> document["sections"][0]["paragraphs"][0]["text"]
    'Het is voor de jaren 2022-2026.'
    >>> ontwar.revert(document)
    'Het is voor dejaren 2022-2026.'

A source is a ``str``, which is taken as text; ``bytes``, which may be of any
format that ``ontwar`` reads; or a path (``os.PathLike``), which is opened.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from . import _ontwar
from ._ontwar import DictionaryError, ImageError, LimitError, OntwarError, ReadError, RevertError

__all__ = [
    "Cleaner",
    "DictionaryError",
    "ImageError",
    "LimitError",
    "OntwarError",
    "ReadError",
    "RevertError",
    "arrow_schema",
    "clean",
    "clean_many",
    "languages",
    "program",
    "revert",
    "schema",
]
__version__ = "0.1.0"


class Cleaner:
    """Cleans documents; made once, shared between threads.

    :param language: the tag of a pack, or ``auto`` for the one that explains a document best
    :param dictionaries: folders with words and rules of your own, the later over the earlier
    :param min_confidence: the least confidence a change must have, from 0 to 1
    :param period: ``modern``, ``historical`` or ``auto``
    :param columns: how many columns a page has; ``None`` to find out
    :param repair: whether words are repaired
    :param layout: whether columns are untangled
    :param encoding: of bytes and files, as a WHATWG label; ``None`` to find out
    :param max_pages: the most pages a document may have
    :param timeout: the most seconds a document may take
    """

    def __init__(
        self,
        language="auto",
        dictionaries=(),
        min_confidence=None,
        period="auto",
        columns=None,
        repair=True,
        layout=True,
        encoding=None,
        max_pages=None,
        timeout=None,
    ):
        folders = [os.fspath(folder) for folder in dictionaries]
        self._program_options = ["--language", language, "--period", period]
        for folder in folders:
            self._program_options += ["--dictionary", folder]
        for name, value in (("min-confidence", min_confidence), ("columns", columns)):
            if value is not None:
                self._program_options += [f"--{name}", str(value)]
        self._program_options += ([] if repair else ["--no-repair"]) + ([] if layout else ["--no-layout"])
        self._timeout = timeout
        self._settings = (
            language,
            [(_language_of(folder), folder) for folder in folders],
            min_confidence,
            period,
            columns,
            repair,
            layout,
            encoding,
            max_pages,
            timeout,
        )
        self._cleaner = _ontwar.Cleaner(*self._settings)
        # Text is text whatever encoding files are in.
        text_settings = (*self._settings[:7], "utf-8", *self._settings[8:])
        self._of_text = self._cleaner if encoding in (None, "utf-8") else _ontwar.Cleaner(*text_settings)

    def clean(self, source, name=None):
        """The document of a source, as ``dict``; ``name`` is what the source is called in it."""
        return json.loads(self.clean_json(source, name))

    def clean_json(self, source, name=None):
        """The document of a source as JSON on one line."""
        return self._run(source, name, "json")

    def clean_text(self, source, name=None):
        """The clean text of a source."""
        return self._run(source, name, "text")

    def clean_markdown(self, source, name=None):
        """The clean text of a source with its headings and lists as Markdown."""
        return self._run(source, name, "markdown")

    def clean_many(self, sources, jobs=None, errors="raise"):
        """The documents of many sources, in order, as they come.

        Sources are taken from the iterable as the work goes, so there may be
        any number of them. With ``errors="return"`` an exception stands in the
        place of a document that failed; otherwise it is raised there.

        :param jobs: how many to clean at the same time; one for each core if not given
        """
        if errors not in ("raise", "return"):
            raise ValueError("errors: wanted raise or return")
        jobs = jobs or os.cpu_count() or 1
        if jobs < 1:
            raise ValueError("jobs: wanted a number from 1 up")
        return self._many(sources, jobs, errors)

    def _many(self, sources, jobs, errors):
        waiting = deque()
        with ThreadPoolExecutor(jobs) as threads:
            try:
                for source in sources:
                    waiting.append(threads.submit(self.clean, source))
                    # Enough that no thread waits for the one that is next.
                    if len(waiting) >= 2 * jobs:
                        yield _result(waiting.popleft(), errors)
                while waiting:
                    yield _result(waiting.popleft(), errors)
            finally:
                for future in waiting:
                    future.cancel()

    def _run(self, source, name, form):
        cleaner, data, name = self._cleaner, source, name or "-"
        if isinstance(source, str):
            cleaner, data = self._of_text, source.encode("utf-8", "surrogatepass")
        elif isinstance(source, (bytes, bytearray, memoryview)):
            data = bytes(source)
        elif isinstance(source, os.PathLike):
            name = os.fspath(source) if name == "-" else name
            data = Path(source).read_bytes()
        else:
            raise TypeError(f"wanted str, bytes or a path, not {type(source).__name__}")
        if isinstance(name, bytes):
            name = os.fsdecode(name)
        try:
            return cleaner.clean(name, data, form)
        except ImageError:
            if isinstance(source, str):
                raise
            return self._run_program(data, form, name)

    def _run_program(self, data, form, name):
        """Page images are read by Tesseract, which the program runs."""
        try:
            command = [program(), "clean", "--no-config", "--quiet", "--format", form, *self._program_options, "-"]
            done = subprocess.run(command, input=data, capture_output=True, timeout=self._timeout, check=False)
        except subprocess.TimeoutExpired as over:
            raise LimitError(f"{name}: not read after {self._timeout} s") from over
        if done.returncode != 0:
            raise ImageError(done.stderr.decode("utf-8", "replace").strip())
        text = done.stdout.decode("utf-8")
        if form == "json":
            document = json.loads(text)
            document["source"]["name"] = name
            return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        return text

    def __reduce__(self):
        # Workers of `datasets` and Spark get their own.
        names = ("language", "dictionaries", "min_confidence", "period", "columns", "repair", "layout", "encoding", "max_pages", "timeout")
        values = dict(zip(names, self._settings))
        values["dictionaries"] = [folder for _, folder in values["dictionaries"]]
        return (_remade, (values,))


def _remade(values):
    return Cleaner(**values)


def _result(future, errors):
    try:
        return future.result()
    except (OntwarError, OSError) as error:
        if errors == "return":
            return error
        raise


def _language_of(folder):
    """The language that a dictionary says it is for."""
    about = Path(folder) / "pack.toml"
    if not about.is_file():
        return None
    for line in about.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "language":
            return value.split("#")[0].strip().strip("\"'")
    return None


@lru_cache(maxsize=16)
def _cleaner(settings):
    return Cleaner(**dict(settings))


def _shared(settings):
    if "dictionaries" in settings:
        settings["dictionaries"] = tuple(os.fspath(folder) for folder in settings["dictionaries"])
    # A dictionary may be edited between two calls.
    if settings.get("dictionaries"):
        return Cleaner(**settings)
    return _cleaner(tuple(sorted(settings.items())))


def clean(source, *, name=None, **settings):
    """The document of a source, as ``dict``; the settings are those of :class:`Cleaner`."""
    return _shared(settings).clean(source, name)


def clean_many(sources, *, jobs=None, errors="raise", **settings):
    """The documents of many sources, in order, as they come; see :meth:`Cleaner.clean_many`."""
    return _shared(settings).clean_many(sources, jobs, errors)


def revert(document):
    """The source of a document (``dict`` or JSON), to the character."""
    return _ontwar.revert(document if isinstance(document, str) else json.dumps(document))


def schema():
    """The JSON Schema of the documents, as ``dict``."""
    return json.loads(_ontwar.schema())


def languages():
    """The tags of the language packs."""
    return _ontwar.languages()


def program():
    """The path of the program that came with this module."""
    name = "ontwar.exe" if os.name == "nt" else "ontwar"
    for folder in (sysconfig.get_path("scripts"), Path(sys.executable).parent):
        path = Path(folder) / name
        if path.is_file():
            return str(path)
    found = shutil.which("ontwar")
    if found is None:
        raise OntwarError("the program `ontwar` is not installed beside this module")
    return found


def arrow_schema():
    """The schema of the documents for Arrow; needs ``pyarrow``."""
    import pyarrow as pa

    text, number, share = pa.string(), pa.int64(), pa.float64()
    stretch = pa.list_(number)
    kinds = ["case", "character", "dehyphenate", "diacritic", "dictionary", "join", "noise", "punctuation", "split"]

    def struct(**fields):
        return pa.struct([pa.field(name, kind) for name, kind in fields.items()])

    def rows(**fields):
        return pa.list_(struct(**fields))

    return pa.schema(
        [
            ("schema_version", number),
            ("tool", struct(name=text, version=text, pack=text, options=text)),
            (
                "source",
                struct(
                    name=text,
                    format=text,
                    encoding=text,
                    sha256=text,
                    characters=number,
                    blanks=rows(at=number, text=text),
                ),
            ),
            ("language", text),
            ("title", text),
            ("date", struct(text=text, iso=text)),
            ("links", pa.list_(text)),
            (
                "sections",
                rows(id=text, heading=text, subheading=text, paragraphs=rows(kind=text, text=text, confidence=share)),
            ),
            ("footer", text),
            (
                "corrections",
                rows(
                    path=text,
                    start=number,
                    end=number,
                    before=text,
                    after=text,
                    source=stretch,
                    kind=text,
                    rule=text,
                    confidence=share,
                    alternatives=rows(text=text, confidence=share),
                ),
            ),
            ("spans", rows(path=text, source=pa.list_(stretch))),
            ("boxes", rows(source=stretch, page=number, box=pa.list_(share), confidence=share)),
            ("discarded", rows(source=stretch, text=text, reason=text)),
            ("notices", rows(code=text, message=text, source=stretch, confidence=share)),
            ("statistics", struct(words=number, corrections=struct(**{kind: number for kind in kinds}))),
        ]
    )
