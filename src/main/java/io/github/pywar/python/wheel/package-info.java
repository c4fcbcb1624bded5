/**
 * The wheel format (PEP 427, binary distribution format): what a wheel's name says, what lies inside, and whether it
 * is what its RECORD says. A wheel is read by its zip directory, from a disk or through ranges of a remote file.
 */
package io.github.pywar.python.wheel;
