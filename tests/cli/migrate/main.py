import sys
from shop import VERSION
from shop.prices import RATE, total

def main():
    amounts = [12.5, 3, 4.25]
    print(VERSION, "rate", RATE, "total", total(amounts))
    best = worst = amounts[0]
    for amount in amounts:
        best, worst = max(best, amount), min(worst, amount)
    print(f"{best=} {worst=}")
    return 3

if __name__ == "__main__":
    sys.exit(main())
