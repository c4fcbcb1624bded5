from core import price


def main():
    print(price())
