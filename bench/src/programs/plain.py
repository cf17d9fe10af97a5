"""What a shop would write in an afternoon: read every file, find its number, and insert a row for it."""

import hashlib
import os
import re
import sqlite3
import sys
import time

RANGES = {
    5750: (50000, 59999), 6000: (60000, 62499), 6250: (62500, 64999), 6500: (65000, 69999),
    7000: (70000, 74999), 7500: (75000, 79000), 8000: (80000, 84999), 8500: (85000, 89999),
    9500: (90000, 99999), 10250: (10000, 12999), 10500: (10000, 12999), 13000: (13000, 13999),
}
NUMBER = re.compile(rb"^\s*[oO](\d{4,5})(?!\d)")
TITLE = re.compile(rb"\(([^)]*)\)")
SIZE = re.compile(rb"\s*(\d+(?:\.\d*)?|\.\d+)")


def rows(folder):
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        lines = data.split(b"\n")
        number = title = size = in_range = None
        at = None
        for index, line in enumerate(lines[:10]):
            found = NUMBER.match(line)
            if found:
                number, at = int(found.group(1)), index
                text = TITLE.search(line)
                if text:
                    title = text.group(1).decode("latin-1").strip()
                    start = SIZE.match(text.group(1))
                    if start and 5.0 <= float(start.group(1)) <= 15.0:
                        size = round(float(start.group(1)) * 1000)
                break
        if size is not None:
            nearest = min(RANGES, key=lambda listed: abs(listed - size))
            if abs(nearest - size) <= 100:
                first, last = RANGES[nearest]
                in_range = first <= number <= last
        content = b"\n".join(lines[:at] + lines[at + 1:]) if at is not None else data
        digests = hashlib.sha256(data).hexdigest(), hashlib.sha256(content).hexdigest()
        yield name, number, title, size, in_range, *digests


def main(folder, database):
    began, used = time.perf_counter(), time.process_time()
    connection = sqlite3.connect(database)
    connection.execute(
        "create table program (file text primary key, number integer, title text, size integer, "
        "in_range integer, raw text, content text)"
    )
    for row in rows(folder):
        connection.execute("insert into program values (?, ?, ?, ?, ?, ?, ?)", row)
    connection.commit()
    count = connection.execute("select count(*) from program").fetchone()[0]
    duplicates = connection.execute(
        "select count(*) from (select content from program where number is not null "
        "group by content having count(*) > 1)"
    ).fetchone()[0]
    connection.close()
    print(time.perf_counter() - began, time.process_time() - used, count, duplicates)


main(sys.argv[1], sys.argv[2])
