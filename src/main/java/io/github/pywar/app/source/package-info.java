/** The files of an application and its hooks: which of them are packed, and which are excluded as possible secrets. */
package io.github.pywar.app.source;
