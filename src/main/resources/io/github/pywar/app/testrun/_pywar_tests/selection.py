"""Selection of tests by patterns in the notation of Surefire: `test_cart`, `test_cart#test_total`, `!slow_*`."""

import fnmatch
import re


class Pattern:
    """One pattern: a glob of a module, a class or a test, and globs of test names after `#`."""

    def __init__(self, text):
        self.text = text
        place, _, names = text.replace("::", "#", 1).partition("#")
        place = place.replace("\\", "/")
        self.place = place[:-3] if place.endswith(".py") else place
        self.names = [name.replace("::", ".") for name in names.split("+") if name]

    @staticmethod
    def places(module, path, group):
        """Returns the names of a class, or of a module if `group` is empty."""
        places = [module, module.rpartition(".")[2], path[:-3].replace("/", ".").replace("\\", ".")]
        return [*places, group, "%s.%s" % (places[0], group), "%s.%s" % (places[1], group)] if group else places

    def has_place(self, module, path, group):
        """Returns whether a module or class is meant; `group` is empty for a module."""
        dotted = self.place.replace("/", ".")
        return not self.place or any(fnmatch.fnmatchcase(one, dotted) for one in self.places(module, path, group))

    def has_dotted_name(self, module, path, group, name):
        """Returns whether a test is meant by the name that the log prints: `test_cart.CartTest.test_total`."""
        names = ["%s.%s" % (place, name) for place in self.places(module, path, group)]
        return "." in self.place and any(
            one == self.place or fnmatch.fnmatchcase(one, escaped(self.place)) for one in names
        )

    def matches(self, module, path, group, name):
        plain = name.partition("[")[0]
        if not self.names:
            return (
                self.has_place(module, path, group)
                or fnmatch.fnmatchcase(plain, self.place)
                or self.has_dotted_name(module, path, group, name)
                or self.has_dotted_name(module, path, group, plain)
            )
        tests = [name, plain] + (["%s.%s" % (group, name), "%s.%s" % (group, plain)] if group else [])
        return self.has_place(module, path, group) and any(
            one == wanted or fnmatch.fnmatchcase(one, escaped(wanted)) for one in tests for wanted in self.names
        )


def escaped(glob):
    """A parameter in brackets is no set of characters."""
    return re.sub(r"\[", "[[]", glob)


class Selection:
    """All patterns. Without one that includes tests, all tests are included."""

    def __init__(self, patterns):
        self.included = [Pattern(one) for one in patterns if not one.startswith("!")]
        self.excluded = [Pattern(one[1:]) for one in patterns if one.startswith("!")]

    def __bool__(self):
        return bool(self.included or self.excluded)

    def has(self, module, path, group, name):
        """Returns whether a test runs."""
        return (
            not self.included or any(one.matches(module, path, group, name) for one in self.included)
        ) and not any(one.matches(module, path, group, name) for one in self.excluded)

    def may_have(self, module, path):
        """Returns whether a module that cannot be imported is an error: not if the patterns name others."""
        return not self.included or any(one.has_place(module, path, "") for one in self.included)
