# an agent's bookkeeping: classes, properties, dataclasses, enums, templates, a small parser
import re
from dataclasses import dataclass
from enum import Enum
from string import Template

class Kind(Enum):
    NUMBER = 1
    NAME = 2
    OPERATOR = 3

@dataclass(frozen=True)
class Token:
    kind: Kind
    text: str
    position: int

token_form = re.compile(r"\s*(?:(\d+)|([a-z_]\w*)|(.))")

def tokens(text):
    position = 0
    while position < len(text):
        m = token_form.match(text, position)
        if m is None:
            break
        number, name, operator = m.groups()
        if number is not None:
            yield Token(Kind.NUMBER, number, m.start())
        elif name is not None:
            yield Token(Kind.NAME, name, m.start())
        else:
            yield Token(Kind.OPERATOR, operator, m.start())
        position = m.end()

class Parser:
    def __init__(self, text, names):
        self._tokens = list(tokens(text))
        self._at = 0
        self.names = names

    @property
    def current(self):
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def take(self, *texts):
        token = self.current
        if token is not None and token.text in texts:
            self._at += 1
            return token.text
        return None

    def expression(self):
        value = self.term()
        operator = self.take("+", "-")
        while operator:
            value = value + self.term() if operator == "+" else value - self.term()
            operator = self.take("+", "-")
        return value

    def term(self):
        value = self.factor()
        while self.take("*"):
            value = value * self.factor() % 1000003
        return value

    def factor(self):
        if self.take("("):
            value = self.expression()
            if not self.take(")"):
                raise SyntaxError("expected )")
            return value
        token = self.current
        if token is None:
            raise SyntaxError("unexpected end")
        self._at += 1
        if token.kind is Kind.NUMBER:
            return int(token.text)
        if token.kind is Kind.NAME:
            return self.names[token.text]
        raise SyntaxError(f"unexpected {token.text!r} at {token.position}")

def main():
    form = Template("($a + $b * x_$n) * (y - 2 * $a) + z")
    total = 0
    failed = 0
    for i in range(6000):
        text = form.substitute(a=i, b=i % 17, n=i % 3)
        if i % 10 == 0:
            text = text.replace(")", "", 1)
        try:
            total += Parser(text, {"x_0": 3, "x_1": 5, "y": i, "z": 1}).expression()
        except SyntaxError as e:
            failed += 1
        except KeyError as e:
            failed += len(str(e))
    print(total, failed)

main()
