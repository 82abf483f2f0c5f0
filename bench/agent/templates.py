# an agent's letters and tables: templates filled from records, CSV in, totals by group, text wrapped and aligned
import csv
import io
import re
from collections import Counter, defaultdict
from string import Template
import textwrap

greeting = Template("Dear ${name},\n\nyour order $number of $$${amount} ($items) is ${state}.\n")
slot = re.compile(r"\{\{\s*([a-z_]+)(?:\|([a-z]+))?\s*\}\}")
filters = {"upper": str.upper, "title": str.title, "money": lambda text: f"{float(text):,.2f}", "trim": str.strip}

def make_orders(n):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "name", "country", "items", "amount", "state", "note"])
    for i in range(n):
        name = ["ada lovelace", "alan turing", "grace hopper", "edsger dijkstra"][i % 4]
        note = ["", "as before", 'leave it at "the door", please', "ring twice"][i % 7 % 4]
        writer.writerow([f"A-{i:05d}", name, ["NL", "GB", "US", "AT", "IN"][i * 7 % 5], i % 9 + 1, f"{i * 37 % 10007 / 7:.2f}", ["sent", "open", "lost"][i % 3], note])
    return out.getvalue()

def fill(form, values):
    def replacement(match):
        text = values.get(match.group(1), "")
        name = match.group(2)
        return filters[name](text) if name else text
    return slot.sub(replacement, form)

def letters(rows):
    form = "<p>{{ name|title }} ({{country}}): {{ amount|money }} for {{items}} things. {{ note|trim }}</p>"
    for row in rows:
        text = greeting.substitute(row, name=row["name"].title())
        page = fill(form, row)
        yield text, page

def totals(rows):
    sums = defaultdict(float)
    counts = Counter()
    largest = {}
    for row in rows:
        key = (row["country"], row["state"])
        amount = float(row["amount"])
        sums[key] += amount
        counts[row["country"]] += int(row["items"])
        if row["country"] not in largest or amount > largest[row["country"]][0]:
            largest[row["country"]] = (amount, row["number"])
    return sums, counts, largest

def main():
    rows = list(csv.DictReader(io.StringIO(make_orders(9000))))
    size = 0
    words = Counter()
    for text, page in letters(rows):
        size += len(text) + len(page)
        if "please" in page or page.endswith(("twice</p>", "before</p>")):
            words.update(page.split())
    sums, counts, largest = totals(rows)
    print(size, words.most_common(4))
    for country, state in sorted(sums):
        print("{:<4}{:<6}{:>14,.2f}".format(country, state, sums[country, state]))
    for country, count in counts.most_common():
        amount, number = largest[country]
        print("| %-3s | %6d | %10.2f | %s |" % (country, count, amount, number))
    note = " ".join(row["note"] for row in rows[:200] if row["note"])
    print(len(textwrap.fill(note, 60)), textwrap.shorten(note, 50))

main()
