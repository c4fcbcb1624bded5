/**
 * Reading small languages by hand: a {@link io.github.pywar.base.text.Cursor} over a text, and the error that shows
 * the line with a caret below the place where it stopped making sense.
 */
package io.github.pywar.base.text;
