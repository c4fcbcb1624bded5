import unittest

import greeting
import prices


class PricesTest(unittest.TestCase):
    def test_list_price(self):
        self.assertEqual("list price: 12.50 EUR", prices.list_price())

    def test_requirement_of_core(self):
        self.assertTrue(greeting.__file__)
