/**
 * Parsing of small languages: a {@link io.github.pywar.base.text.Cursor} over a text, and the error that shows the line
 * with carets below the faulty part.
 */
package io.github.pywar.base.text;
