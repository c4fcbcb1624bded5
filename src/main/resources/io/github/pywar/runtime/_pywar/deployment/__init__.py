"""Deployments on a server: releases, the link `current`, `shared/`, `deploy.log`.

Read first: `deploy` (the order of the steps), `directory` (every path), `release` (how a
release is made).  Every file is written under a temporary name, synced and renamed.  A kill at
any point leaves the earlier release in service, and the next run finishes the work.
"""
