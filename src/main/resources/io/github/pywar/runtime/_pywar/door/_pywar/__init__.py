# -*- coding: ascii -*-
"""Leads to the archive's own runtime, from a directory that has nothing else."""

import os

__path__ = [os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))]
