# an agent's log triage: regular expressions, counting, grouping, dataclasses, a report
import re
import json
from dataclasses import dataclass, field

line_form = re.compile(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d) (\w+) \[([\w.-]+)\] (.*)$")
address_form = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")

@dataclass
class Incident:
    service: str
    level: str
    count: int = 0
    addresses: set = field(default_factory=set)
    samples: list = field(default_factory=list)

    def note(self, message, addresses):
        self.count += 1
        self.addresses.update(addresses)
        if len(self.samples) < 3:
            self.samples.append(message)

def make_log(n):
    services = ["auth", "billing", "web-1", "web-2", "queue.worker"]
    levels = ["INFO", "INFO", "INFO", "WARN", "ERROR"]
    lines = []
    seed = 7
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        r = seed // 65536
        stamp = f"2026-03-{r % 28 + 1:02d}T{r % 24:02d}:{r % 60:02d}:{i % 60:02d}"
        message = f"request {i} from 10.{r % 4}.{r % 7}.{r % 251} took {r % 900}ms"
        if r % 11 == 0:
            message = "malformed payload: {" + str(r)
        lines.append(f"{stamp} {levels[r % 5]} [{services[r % 5 - r % 2]}] {message}")
    return "\n".join(lines)

def triage(text):
    found = {}
    skipped = 0
    for line in text.splitlines():
        m = line_form.match(line)
        if m is None:
            skipped += 1
            continue
        stamp, level, service, message = m.groups()
        if level == "INFO" and "took" in message and int(message.rsplit(" ", 1)[1][:-2]) < 500:
            continue
        key = (service, level)
        incident = found.get(key)
        if incident is None:
            incident = found[key] = Incident(service, level)
        incident.note(message.strip(), address_form.findall(message))
    return found, skipped

def main():
    text = make_log(40000)
    found, skipped = triage(text)
    ranked = sorted(found.values(), key=lambda x: (-x.count, x.service, x.level))
    for incident in ranked[:6]:
        print(f"{incident.service:<14}{incident.level:>6}{incident.count:>8} {len(incident.addresses)}")
    report = json.dumps([{"service": x.service, "level": x.level, "count": x.count, "addresses": sorted(x.addresses)[:5], "samples": x.samples} for x in ranked])
    print(len(report), skipped, report[:80])

main()
