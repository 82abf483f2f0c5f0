# an agent's data work: JSON in, records joined, filtered and grouped, CSV and a table out
import json
import csv
import io
from collections import defaultdict, Counter

def make(n):
    users = []
    for i in range(n):
        users.append({"id": i, "name": f"User {i}", "email": f"user{i}@example.com", "active": i % 3 != 0,
                      "team": {"id": i % 12, "name": "team-" + str(i % 12)}, "scores": [i % 7, i % 11, i % 13], "manager": None if i % 5 else i // 2})
    return json.dumps({"users": users, "total": n})

def reshape(document):
    data = json.loads(document)
    by_id = {u["id"]: u for u in data["users"]}
    teams = defaultdict(list)
    for user in data["users"]:
        if not user.get("active", False):
            continue
        manager = by_id.get(user["manager"])
        flat = {"name": user["name"].title(), "domain": user["email"].split("@")[1],
                    "mean": round(sum(user["scores"]) / len(user["scores"]), 2), "manager": manager["name"] if manager else "-"}
        teams[user["team"]["name"]].append({**flat, "team": user["team"]["name"]})
    return teams

def to_csv(teams):
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=["team", "name", "domain", "mean", "manager"])
    writer.writeheader()
    for name in sorted(teams):
        for row in teams[name]:
            writer.writerow(row)
    return out.getvalue()

def summarise(text):
    counts = Counter()
    best = {}
    for row in csv.DictReader(io.StringIO(text)):
        counts[row["team"]] += 1
        mean = float(row["mean"])
        if row["team"] not in best or mean > best[row["team"]][0]:
            best[row["team"]] = (mean, row["name"])
    return counts, best

def main():
    total = 0
    for r in range(3):
        text = to_csv(reshape(make(6000)))
        counts, best = summarise(text)
        total += len(text)
    for team, count in counts.most_common(4):
        print("| {:<10} | {:>5} | {:>6.2f} | {} |".format(team, count, best[team][0], best[team][1]))
    print(total, len(counts))

main()
