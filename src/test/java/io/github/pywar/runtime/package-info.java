/** Tests of the Python runtime of the archives, on each interpreter of this machine. */
package io.github.pywar.runtime;
