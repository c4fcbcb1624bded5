/**
 * Wheel format (PEP 427, binary distribution format): a wheel's file name, its files and metadata, and the comparison
 * with its RECORD. A wheel is read from a disk or through ranges of a remote file.
 */
package io.github.pywar.python.wheel;
