#!/usr/bin/env python3
# a comment
"""A demo.

More.
"""

__version__: str = "2.0"  # of today
