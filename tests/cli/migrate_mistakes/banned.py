import subprocess
import requests as http


class Point(metaclass=Registered):
    __slots__ = ("x",)


def run(code, names):
    text = """
    eval is not read in texts
    """; exec(code)
    if eval(text): return globals()
    elif names:
        subprocess.run(["ls"])
    total += 1
    return total
