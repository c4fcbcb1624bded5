/** Native code that was built on this machine: whether the target can load it, and what to declare if it cannot. */
package io.github.pywar.python.builtcode;
