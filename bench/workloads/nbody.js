class Body {
  constructor(x, y, z, vx, vy, vz, mass) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.vx = vx;
    this.vy = vy;
    this.vz = vz;
    this.mass = mass;
  }
}
const PI = 3.141592653589793,
  SOLAR_MASS = 4 * PI * PI,
  DAYS = 365.24;
function make() {
  return [
    new Body(0, 0, 0, 0, 0, 0, SOLAR_MASS),
    new Body(
      4.8414314424647209,
      -1.16032004402742839,
      -0.103622044471123109,
      0.00166007664274403694 * DAYS,
      0.00769901118419740425 * DAYS,
      -0.0000690460016972063023 * DAYS,
      0.000954791938424326609 * SOLAR_MASS,
    ),
    new Body(
      8.34336671824457987,
      4.12479856412430479,
      -0.403523417114321381,
      -0.00276742510726411899 * DAYS,
      0.00499852801234917238 * DAYS,
      0.0000230417297573763929 * DAYS,
      0.000285885980666130812 * SOLAR_MASS,
    ),
    new Body(
      12.894369562139131,
      -15.1111514016986312,
      -0.223307578892655734,
      0.00296460137564761618 * DAYS,
      0.0023784717395948095 * DAYS,
      -0.0000296589568540237556 * DAYS,
      0.0000436624404335156298 * SOLAR_MASS,
    ),
    new Body(
      15.3796971148509165,
      -25.9193146099879641,
      0.179258772950371181,
      0.00268067772490389322 * DAYS,
      0.00162824170038242295 * DAYS,
      -0.000095159225451971587 * DAYS,
      0.0000515138902046611451 * SOLAR_MASS,
    ),
  ];
}
function advance(bs, dt) {
  const n = bs.length;
  for (let i = 0; i < n; i++) {
    const b1 = bs[i];
    for (let j = i + 1; j < n; j++) {
      const b2 = bs[j];
      const dx = b1.x - b2.x,
        dy = b1.y - b2.y,
        dz = b1.z - b2.z;
      const d2 = dx * dx + dy * dy + dz * dz;
      const mag = dt / (d2 * Math.sqrt(d2));
      b1.vx -= dx * b2.mass * mag;
      b1.vy -= dy * b2.mass * mag;
      b1.vz -= dz * b2.mass * mag;
      b2.vx += dx * b1.mass * mag;
      b2.vy += dy * b1.mass * mag;
      b2.vz += dz * b1.mass * mag;
    }
  }
  for (const b of bs) {
    b.x += dt * b.vx;
    b.y += dt * b.vy;
    b.z += dt * b.vz;
  }
}
function energy(bs) {
  let e = 0;
  const n = bs.length;
  for (let i = 0; i < n; i++) {
    const b = bs[i];
    e += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz);
    for (let j = i + 1; j < n; j++) {
      const c = bs[j];
      const dx = b.x - c.x,
        dy = b.y - c.y,
        dz = b.z - c.z;
      e -= (b.mass * c.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return e;
}
const bs = make();
let px = 0,
  py = 0,
  pz = 0;
for (const b of bs) {
  px += b.vx * b.mass;
  py += b.vy * b.mass;
  pz += b.vz * b.mass;
}
bs[0].vx = -px / SOLAR_MASS;
bs[0].vy = -py / SOLAR_MASS;
bs[0].vz = -pz / SOLAR_MASS;
console.log(energy(bs).toFixed(8));
for (let k = 0; k < 100000; k++) advance(bs, 0.01);
console.log(energy(bs).toFixed(8));
