#!/usr/bin/env python3
"""The mean of tables of weights that were learnt from different pages: mean.py OUT.weights TABLE.weights…"""
import sys


def read(path):
    rows = (line.split() for line in open(path, encoding="utf-8") if not line.startswith("#"))
    return {name: [float(number) for number in numbers] for name, *numbers in rows}


def main(out, *paths):
    talk = [line for line in open(paths[0], encoding="utf-8") if line.startswith("#")]
    tables = [read(path) for path in paths]
    names = list(dict.fromkeys(name for table in tables for name in table))
    with open(out, "w", encoding="utf-8") as file:
        file.writelines(talk)
        for name in names:
            # A name that is left out is of zeros.
            rows = [table[name] for table in tables if name in table]
            mean = [round(sum(numbers) / len(tables), 3) + 0.0 for numbers in zip(*rows)]
            print(name, *(f"{number:g}" for number in mean), file=file)


if __name__ == "__main__":
    main(*sys.argv[1:])
