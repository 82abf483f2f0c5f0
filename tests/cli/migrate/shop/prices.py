RATE = 0.2


def total(amounts, rate=RATE):
    """What is to be paid."""
    net = 0
    for amount in amounts:
        net += amount
    return round(net * (1 + rate), 2)
