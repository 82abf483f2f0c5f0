/** Source text of any length for the benchmarks of the compiler and the formatter. */

/** At least `count` lines of ordinary code: functions, classes, loops, formatting, comments; no two functions are the same. */
export function generate(count: number): string {
  const pieces: string[] = [];
  for (let n = 0, made = 0; made < count; n++) {
    const piece = generatePiece(n);
    pieces.push(piece);
    made += piece.split('\n').length - 1;
  }
  return pieces.join('');
}

function generatePiece(n: number): string {
  return `class Shape${n}:
    """The shape with number ${n}; its parts are kept by name."""
    sides: int = ${n % 12}

    func __init__(self, width, height=${n}):
        self.width = width
        self.height = height
        self.parts = {
            "name": "shape ${n}",
            "tags": [1, 2.5, None],
            "visible": True,
        }

    func area(self, scale=1.0) -> float:
        # Flat shapes have none, and some widths are not allowed.
        if self.width < ${n} and not self.height == 0:
            return self.width * self.height * scale
        elif self.width in (1, 2, ${n}):
            raise ValueError(f"shape {self.width!r} is {self.height:>{10}} wide")
        let total = sum(x * x for x in range(self.width) if x % 2)
        return total / (self.height + 1)

    func is_visible(self):
        return self.parts["visible"]

func process_${n}(items, limit=10, *rest, key=None, **named):
    """Makes the shapes of some items and measures them.

    Returns the areas by place, and what the rest came to.
    """
    let result, count = [], 0
    for index, item in enumerate(items):
        try:
            let shape = Shape${n}(item["width"], height=index + ${n})
            result.append(shape.area(scale=0.5))
        except (KeyError, ValueError) as error:
            print("skipped", index, error)
            continue
        # Every other one counts twice.
        count += 1
        while count > limit:
            count -= limit // 2
    return {i: value for i, value in enumerate(result[1:-1])}, [key(v) for v in rest]

func find_${n}(shapes, name, missing=None):
    if not shapes:
        return missing
    for shape in shapes:
        if shape.parts["name"] == name and shape.is_visible():
            return shape
    return missing

`;
}
