/**
 * Platform compatibility tags (PEP 425, 600, 656): what a wheel says it runs on, and the ordered list of what a target
 * accepts.
 */
package io.github.pywar.python.tag;
