def price() -> str:
    return "12.50 EUR"
