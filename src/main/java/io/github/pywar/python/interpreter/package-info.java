/**
 * Pythons of the build machine: discovery on PATH and in pyenv, their facts, and processes. Packages before this one
 * never read the build machine: what they produce depends only on their arguments.
 */
package io.github.pywar.python.interpreter;
