"""A program that uses much of what Aegis says otherwise."""
from __future__ import annotations
import sys, os
import json
from collections import Counter
try:
    import ujson
except ImportError:
    ujson = None

func = 3
let = [func,
    func]
class A(object):
    """Counts."""
    x = 1
    def const(self, a, func=None):
        y = self.x = 3
        z, w = 1, 2
        if a: q, self.r = 1, 2
        print(self.__class__.__name__, f"{func} {let!r}")
        def inner():
            global counter
            nonlocal z
            counter = z = 2
            for i in range(3):
                k = i
                i = k
        return y
def main(argv):
    data: dict = {}
    n: int
    x = eval("1")
    with open("out.txt", "w") as f: f.write("x")
    while (m := 3) > 4:
        m = 5
    match argv:
        case [first, *rest]: first = 1
    if len(argv) > 2: sys.exit(2)
    return 0
if __name__ == '__main__':
    print('main')
    sys.exit(main([]))
