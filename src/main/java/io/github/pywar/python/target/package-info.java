/**
 * What an archive is built for: one Python on one kind of system. Everything that markers and tags need to know follows
 * from what was declared; the build machine is never asked.
 */
package io.github.pywar.python.target;
