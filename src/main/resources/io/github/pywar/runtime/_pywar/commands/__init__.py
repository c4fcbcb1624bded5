# -*- coding: ascii -*-
"""The commands of the tool, apart from those of a deployment; `cli` parses the command line."""
