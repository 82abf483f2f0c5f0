class Packet {
  constructor(l, i, k) {
    this.link = l;
    this.ident = i;
    this.kind = k;
    this.datum = 0;
  }
}
class Task {
  constructor(s, i, p) {
    this.sched = s;
    this.ident = i;
    this.pri = p;
    this.queue = null;
    this.count = 0;
  }
  push(p) {
    p.link = this.queue;
    this.queue = p;
  }
  pop() {
    const p = this.queue;
    if (p !== null) {
      this.queue = p.link;
      p.link = null;
    }
    return p;
  }
  ready() {
    return this.queue !== null;
  }
  step() {
    return 0;
  }
}
class Idle extends Task {
  constructor(s, i) {
    super(s, i, 0);
    this.ctrl = 1;
  }
  ready() {
    return true;
  }
  step() {
    this.count++;
    if ((this.ctrl & 1) === 0) this.ctrl >>= 1;
    else this.ctrl = (this.ctrl >> 1) ^ 53256;
    return this.ctrl % 3;
  }
}
class Worker extends Task {
  step() {
    const p = this.pop();
    this.count++;
    p.datum = (p.datum + this.ident * 7) % 26;
    this.sched.send(((this.ident + p.datum) % 6) + 1, p);
    return p.datum;
  }
}
class Device extends Task {
  constructor(s, i, p) {
    super(s, i, p);
    this.held = null;
  }
  step() {
    const p = this.pop();
    this.count++;
    if (this.held === null) this.held = p;
    else {
      const q = this.held;
      this.held = p;
      this.sched.send(((q.ident + this.count) % 6) + 1, q);
    }
    return 1;
  }
}
class Scheduler {
  constructor() {
    this.tasks = [];
    this.sent = 0;
  }
  add(t) {
    this.tasks.push(t);
  }
  send(k, p) {
    this.sent++;
    this.tasks[k].push(p);
  }
  run(n) {
    let acc = 0,
      k = 0;
    while (n > 0) {
      const t = this.tasks[k % this.tasks.length];
      if (t.ready()) {
        acc += t.step();
        n--;
      }
      k++;
    }
    return acc;
  }
}
const s = new Scheduler();
s.add(new Idle(s, 0));
s.add(new Worker(s, 1, 10));
s.add(new Device(s, 2, 20));
s.add(new Worker(s, 3, 30));
s.add(new Device(s, 4, 40));
s.add(new Worker(s, 5, 50));
s.add(new Worker(s, 6, 60));
for (let i = 0; i < 12; i++) s.send((i % 6) + 1, new Packet(null, i, i % 2));
console.log(s.run(1000000) + ' ' + s.sent);
console.log('[' + s.tasks.map((t) => t.count).join(', ') + ']');
