/**
 * The Pythons of the machine that builds: found on the PATH and where pyenv keeps them, asked what they are, run. Only
 * what needs to run Python uses this; nothing below it asks the build machine.
 */
package io.github.pywar.python.interpreter;
