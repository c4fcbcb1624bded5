/**
 * Declarations of dependencies in the formats of other tools: Poetry, Pipenv, PDM and setuptools. Each one becomes
 * requirements of the standard.
 */
package io.github.pywar.python.declaration;
