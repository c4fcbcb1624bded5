/** The files of an application and its hooks: which of them travel, and which may be secret and do not. */
package io.github.pywar.app.source;
