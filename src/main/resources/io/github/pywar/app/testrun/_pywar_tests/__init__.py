"""Runners for pytest and unittest that report results to the build."""
