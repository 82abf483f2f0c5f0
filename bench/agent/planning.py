# an agent's planning: tasks as dataclasses with priorities and states, their dependencies, a schedule over several workers
import heapq
from collections import Counter, deque
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from functools import lru_cache
from operator import attrgetter

class State(Enum):
    WAITING = "waiting"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"

@dataclass
class Task:
    name: str
    priority: int
    cost: float
    needs: tuple = ()
    tags: list = field(default_factory=list)
    state: State = State.WAITING

    @property
    def weight(self):
        return self.priority * 10 + len(self.tags)

@dataclass(order=True)
class Step:
    begin: float
    end: float
    worker: str = field(compare=False)
    task: str = field(compare=False)

@dataclass(frozen=True)
class Worker:
    name: str
    speed: float
    skills: frozenset

def make_tasks(n):
    skills = ["read", "write", "search", "call", "check"]
    tasks = {}
    seed = 11
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        r = seed // 65536
        needs = tuple(sorted({f"task-{(i * 7 + r * k) % i}" for k in range(1, 1 + r % 3)})) if i > 3 else ()
        tasks[f"task-{i}"] = Task(f"task-{i}", r % 5, 1.0 + r % 90 / 10, needs, [skills[r % 5], skills[r % 3]])
    return tasks

def order(tasks):
    open_needs = {name: len(task.needs) for name, task in tasks.items()}
    unlocks = {name: [] for name in tasks}
    for name, task in tasks.items():
        for need in task.needs:
            unlocks[need].append(name)
    ready = deque(name for name, count in open_needs.items() if count == 0)
    result = []
    while ready:
        name = ready.popleft()
        tasks[name].state = State.READY
        result.append(tasks[name])
        for following in unlocks[name]:
            open_needs[following] -= 1
            if open_needs[following] == 0:
                ready.append(following)
    return result

def schedule(tasks, workers):
    finished = {}
    free = [(0.0, worker.name) for worker in workers]
    heapq.heapify(free)
    by_name = {worker.name: worker for worker in workers}
    steps = []
    for task in tasks:
        earliest = max([finished[need] for need in task.needs], default=0.0)
        time, name = heapq.heappop(free)
        worker = by_name[name]
        begin = max(time, earliest)
        pace = worker.speed if any(tag in worker.skills for tag in task.tags) else worker.speed / 2
        step = Step(begin, begin + task.cost / pace, name, task.name)
        task.state = State.DONE
        finished[task.name] = step.end
        steps.append(step)
        heapq.heappush(free, (step.end, name))
    return steps

def critical(tasks):
    @lru_cache(maxsize=None)
    def length(name):
        task = tasks[name]
        return task.cost + max((length(need) for need in task.needs), default=0.0)
    return max(length(name) for name in tasks)

def main():
    workers = [Worker(f"w{i}", 1.0 + i / 4, frozenset(["read", "check"] if i % 2 else ["write", "search", "call"])) for i in range(6)]
    tasks = make_tasks(6000)
    ordered = order(tasks)
    plans = []
    for key in (attrgetter("priority"), lambda task: (-task.weight, task.name)):
        layers = sorted(ordered[:1500], key=key) + ordered[1500:]
        fresh = [replace(task, state=State.WAITING) for task in ordered]
        plans.append(schedule(fresh, workers))
    best = min(plans, key=lambda plan: max(step.end for step in plan))
    busy = Counter()
    for step in best:
        busy[step.worker] += round(step.end - step.begin, 3)
    states = Counter(task.state.name for task in ordered)
    print(f"{len(best)} steps, {max(best).end:.2f} long, at least {critical(tasks):.2f}")
    for name, time in sorted(busy.items()):
        print(f"{name}: {time:9.2f}")
    print(states, asdict(ordered[100]) == asdict(replace(ordered[100])), sorted(best)[17], len({step.task for step in best}))

main()
