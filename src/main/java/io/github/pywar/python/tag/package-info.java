/**
 * Platform compatibility tags (PEP 425, 600, 656): the tags of a wheel, and the ordered tags that a target supports.
 */
package io.github.pywar.python.tag;
