import shop


class TestPage:
    def test_escapes(self):
        assert shop.application({}, lambda status, headers: None) == [b"&lt;shop&gt;"]
