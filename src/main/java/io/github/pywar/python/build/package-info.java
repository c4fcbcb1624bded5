/**
 * Wheels of source code, built with a Python of this machine in an isolated environment (PEP 517, 518, 660): the
 * environment, the calls of the build backend, the check of the wheel, and the cache of built wheels.
 */
package io.github.pywar.python.build;
