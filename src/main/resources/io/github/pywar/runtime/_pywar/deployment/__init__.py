"""Deployments on a server: releases, the link `current`, `shared/`, `deploy.log`.

Read first: `deploy` (the order of the steps), `root` (every path), `release` (how a
release comes to be).  Everything is written beside, synced and renamed, so that a kill
at any point leaves what served before, and the next run finishes the work.
"""
