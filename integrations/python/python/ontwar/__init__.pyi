import os
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Union, overload

Source = Union[str, bytes, bytearray, memoryview, os.PathLike[str]]
Document = dict[str, Any]
Period = Literal["auto", "modern", "historical"]

__version__: str

class OntwarError(Exception): ...
class ReadError(OntwarError): ...
class ImageError(ReadError): ...
class DictionaryError(OntwarError): ...
class LimitError(OntwarError): ...
class RevertError(OntwarError): ...

class Cleaner:
    def __init__(
        self,
        language: str = "auto",
        dictionaries: Iterable[str | os.PathLike[str]] = (),
        min_confidence: float | None = None,
        period: Period = "auto",
        columns: int | None = None,
        repair: bool = True,
        layout: bool = True,
        encoding: str | None = None,
        max_pages: int | None = None,
        timeout: float | None = None,
    ) -> None: ...
    def clean(self, source: Source, name: str | None = None) -> Document: ...
    def clean_json(self, source: Source, name: str | None = None) -> str: ...
    def clean_text(self, source: Source, name: str | None = None) -> str: ...
    def clean_markdown(self, source: Source, name: str | None = None) -> str: ...
    @overload
    def clean_many(
        self, sources: Iterable[Source], jobs: int | None = None, errors: Literal["raise"] = "raise"
    ) -> Iterator[Document]: ...
    @overload
    def clean_many(
        self, sources: Iterable[Source], jobs: int | None = None, *, errors: Literal["return"]
    ) -> Iterator[Document | OntwarError | OSError]: ...

def clean(
    source: Source,
    *,
    name: str | None = None,
    language: str = "auto",
    dictionaries: Iterable[str | os.PathLike[str]] = (),
    min_confidence: float | None = None,
    period: Period = "auto",
    columns: int | None = None,
    repair: bool = True,
    layout: bool = True,
    encoding: str | None = None,
    max_pages: int | None = None,
    timeout: float | None = None,
) -> Document: ...
def clean_many(
    sources: Iterable[Source],
    *,
    jobs: int | None = None,
    errors: Literal["raise", "return"] = "raise",
    language: str = "auto",
    dictionaries: Iterable[str | os.PathLike[str]] = (),
    min_confidence: float | None = None,
    period: Period = "auto",
    columns: int | None = None,
    repair: bool = True,
    layout: bool = True,
    encoding: str | None = None,
    max_pages: int | None = None,
    timeout: float | None = None,
) -> Iterator[Document | OntwarError | OSError]: ...
def revert(document: Document | str) -> str: ...
def schema() -> dict[str, Any]: ...
def languages() -> list[str]: ...
def program() -> str: ...
def arrow_schema() -> Any: ...
