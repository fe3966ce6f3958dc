def to_income(units, price):
    return units * price
