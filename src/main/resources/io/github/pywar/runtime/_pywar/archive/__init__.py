# -*- coding: ascii -*-
"""The archive's format: manifest, record, members of the packed file or of an unpacked tree."""
