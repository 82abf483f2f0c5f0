/**
 * `bun run bench/roundtrip.ts`: how long one checked and recorded request takes, seen from the program. The program reads
 * a variable of the environment many times (granted for this run) and times each with its own monotonic clock; the same
 * loop without the request is subtracted.
 */
import { aegis, describeMachine, percentile, requireBinary, scratchFile, timeProcess } from './measure.ts';

const rounds = 5000;
requireBinary();
const file = scratchFile(
  'roundtrip.aegis',
  `import time
from aegis import environment

func measure(action):
    let times = []
    for _ in range(${rounds}):
        let start = time.perf_counter_ns()
        action()
        times.append(time.perf_counter_ns() - start)
    return times

environment.get("PATH")
print(measure(lambda: None))
print(measure(lambda: environment.get("PATH")))
`,
);
const { output } = timeProcess([aegis, 'run', '--allow', 'env.read', '--audit-store', 'memory', file]);
const [empty, request] = output
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as number[]) as [number[], number[]];
const overhead = percentile(empty, 0.5);
const micro = (share: number): string => ((percentile(request, share) - overhead) / 1000).toFixed(1);
console.log(describeMachine());
console.log(
  `\nrequest round trip, checked and recorded in memory, ${rounds} of them: p50 ${micro(0.5)} µs, p90 ${micro(0.9)} µs, p99 ${micro(0.99)} µs`,
);
