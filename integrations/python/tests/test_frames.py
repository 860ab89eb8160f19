"""Documents in data frames: each test is an example. What is not installed is skipped."""

import io
import json
import os
import shutil
import sys
from pathlib import Path

import ontwar
import pytest

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
PAGES = sorted((FIXTURES / "pages").glob("*/input.txt"))[:8]
# The first is empty: of its lists nobody knows what they hold.
TEXTS = ["", *(path.read_text(encoding="utf-8") for path in PAGES)]


@pytest.fixture(scope="module")
def documents():
    return list(ontwar.clean_many(TEXTS, jobs=2))


def test_pandas():
    pd = pytest.importorskip("pandas")
    cleaner = ontwar.Cleaner()
    frame = pd.DataFrame({"id": range(len(TEXTS)), "text": TEXTS})
    frame["clean"] = frame["text"].map(cleaner.clean_text)
    frame["corrections"] = [len(document["corrections"]) for document in cleaner.clean_many(frame["text"])]
    assert frame["corrections"].sum() > 0 and frame["clean"].str.len().gt(0).sum() == len(TEXTS) - 1


def test_polars(documents):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(documents, infer_schema_length=None)
    assert frame.height == len(TEXTS)
    words = frame.select(pl.col("statistics").struct.field("words")).to_series().to_list()
    assert words == [document["statistics"]["words"] for document in documents]
    changes = frame.explode("corrections").drop_nulls("corrections").height
    assert changes == sum(len(document["corrections"]) for document in documents)


def test_arrow_reads_json_lines(documents):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import json as pj

    lines = "".join(json.dumps(document) + "\n" for document in documents).encode()
    table = pj.read_json(io.BytesIO(lines))
    assert table.num_rows == len(TEXTS)
    # In small blocks each has to know the types of all.
    options = pj.ParseOptions(explicit_schema=ontwar.arrow_schema())
    small = pj.read_json(io.BytesIO(lines), read_options=pj.ReadOptions(block_size=1 << 18), parse_options=options)
    assert small.num_rows == len(TEXTS) and small.schema.field("corrections").type == ontwar.arrow_schema().field("corrections").type
    assert pa.Table.from_pylist(documents, schema=ontwar.arrow_schema()).num_rows == len(TEXTS)


def test_datasets():
    datasets = pytest.importorskip("datasets")
    cleaner = ontwar.Cleaner()
    pages = datasets.Dataset.from_dict({"text": TEXTS})
    features = datasets.Features.from_arrow_schema(ontwar.arrow_schema())
    features["text"] = datasets.Value("string")
    cleaned = pages.map(lambda row: cleaner.clean(row["text"]), num_proc=2, features=features)
    assert len(cleaned) == len(TEXTS) and cleaned[1]["schema_version"] == 1


def test_pyspark():
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("no Java")
    # The workers are to find this module.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    def cleaned(rows):
        # One for each partition: it is made where the rows are.
        cleaner = ontwar.Cleaner()
        for row in rows:
            yield row["id"], cleaner.clean_text(row["text"])

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = spark.createDataFrame(list(enumerate(TEXTS)), "id int, text string").repartition(2)
        done = frame.rdd.mapPartitions(cleaned).toDF("id int, text string").orderBy("id").collect()
    finally:
        spark.stop()
    cleaner = ontwar.Cleaner()
    assert [row["text"] for row in done] == [cleaner.clean_text(text) for text in TEXTS]
