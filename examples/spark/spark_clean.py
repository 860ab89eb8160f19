#!/usr/bin/env python3
"""Cleans a partitioned set of JSON Lines with `ontwar stream` on Spark.

spark_clean.py PAGES_DIR DOCUMENTS_DIR --ontwar PATH [--master URL] [--lose-a-worker MARKER]

PAGES_DIR holds *.jsonl; DOCUMENTS_DIR gets part-00000, part-00001, … in the
same order. With --lose-a-worker the first task that finds no file MARKER makes
it and kills the worker that it runs on, which shows that nothing is lost.
"""
import argparse
import os
import pathlib
import signal
import subprocess
import threading

from pyspark import SparkConf, SparkContext


def feed(pipe, lines, count):
    try:
        for line in lines:
            pipe.write(line.encode("utf-8") + b"\n")
            count[0] += 1
        pipe.close()
    except BrokenPipeError:
        pass  # the program ended early; its exit code says why


def cleaner(ontwar, marker):
    """The work on one partition: its lines in, as many documents out."""

    def clean(lines):
        process = subprocess.Popen([ontwar, "stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        fed, given = [0], 0
        feeder = threading.Thread(target=feed, args=(process.stdin, lines, fed), daemon=True)
        feeder.start()
        for document in process.stdout:
            given += 1
            if marker and given == 20:
                lose_this_worker(marker)
            yield document.decode("utf-8").rstrip("\n")
        feeder.join()
        code = process.wait()
        # 1 says that some line has an error object in its place: no reason to try again.
        if code not in (0, 1) or fed[0] != given:
            raise RuntimeError(f"ontwar ended with {code} after {given} of {fed[0]} lines")

    return clean


def lose_this_worker(marker):
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    # This process was forked by Spark's daemon, whose parent is the worker.
    with open(f"/proc/{os.getppid()}/stat", encoding="ascii") as stat:
        worker = int(stat.read().rsplit(")", 1)[1].split()[1])
    with open(f"/proc/{worker}/cmdline", "rb") as command:
        assert b"CoarseGrainedExecutorBackend" in command.read(), "not a worker"
    os.kill(worker, signal.SIGKILL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages")
    parser.add_argument("documents")
    parser.add_argument("--ontwar", default="ontwar")
    parser.add_argument("--master", default="local-cluster[2,1,512]")
    parser.add_argument("--lose-a-worker", metavar="MARKER")
    arguments = parser.parse_args()
    conf = SparkConf().setMaster(arguments.master).setAppName("ontwar")
    conf.set("spark.executor.memory", "512m").set("spark.ui.enabled", "false")
    with SparkContext(conf=conf) as spark:
        # Named one by one, so that the parts come out in the order of the names.
        names = sorted(path.resolve().as_uri() for path in pathlib.Path(arguments.pages).glob("*.jsonl"))
        pages = spark.textFile(",".join(names), minPartitions=1)
        documents = pages.mapPartitions(cleaner(arguments.ontwar, arguments.lose_a_worker))
        documents.saveAsTextFile(pathlib.Path(arguments.documents).resolve().as_uri())
        print(f"{pages.getNumPartitions()} parts")


if __name__ == "__main__":
    main()
